// Builds what the browser loads: a file an entry, named by what it is made of, and beside it the licences of all that is in it.
// node build.mjs [folder]: into static/live, or into another folder to compare.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(process.argv[2] ?? join(HERE, "..", "static", "live"));
const ENTRIES = ["map"];
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/;

// Of the source, the lock and this file: tests/test_frontend.py reckons the same and compares it with the names and first lines built.
function madeOf() {
  const hash = createHash("sha256");
  const files = ["build.mjs", "package-lock.json", "package.json", ...readdirSync(join(HERE, "src")).map((name) => `src/${name}`)];
  for (const name of files.sort()) hash.update(`${name}\0`).update(readFileSync(join(HERE, name))).update("\0");
  return hash.digest("hex");
}

function licence(name) {
  const folder = join(HERE, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((item) => /^licen[cs]e/i.test(item));
  if (!file) throw new Error(`${name} ${version} brings no text of its licence`);
  return `== ${name} ${version} · ${license}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

// The libraries know addresses of others for workers and tools of debugging, which nothing here uses: a page of ours asks nobody outside.
const nobodyOutside = {
  name: "nobody outside",
  setup: ({ onLoad }) =>
    onLoad({ filter: /node_modules\/@(luma|loaders)\.gl\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/https?:\/\/(unpkg\.com|cdn\.jsdelivr\.net)/g, ""),
      loader: "js",
    })),
};

const source = madeOf(), packages = new Set();
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
for (const entry of ENTRIES) {
  const { metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: [`src/${entry}.js`],
    outfile: join(OUT, `${entry}.${source.slice(0, 12)}.js`),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    banner: { js: `/* Built from frontend/, sha256 ${source}; licences of all that is in it: licences.txt beside it. */` },
    plugins: [nobodyOutside],
    metafile: true,
    logLevel: "warning",
  });
  for (const output of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const found = path.match(PACKAGE);
      if (found && bytesInOutput) packages.add(found[1]);
    }
  }
}
const head = "Licences of what is bundled in the files of this folder.\n";
writeFileSync(join(OUT, "licences.txt"), [head, ...[...packages].sort().map(licence)].join("\n"));
console.log(`${OUT}: ${ENTRIES.length} file, ${packages.size} packages, sha256 ${source}`);
