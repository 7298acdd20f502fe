"""The files of deploy/: they parse, agree with each other and with the code, and ask for no rights they do not need."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from aidlens.catalog import site_dir
from aidlens.checks import contact
from aidlens.cli import _parser
from tests.deploy import nginx

DEPLOY = site_dir() / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))


def documents() -> dict[str, Any]:
    """Every Kubernetes object by kind."""
    found = {}
    for path in MANIFESTS:
        for item in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            assert {"apiVersion", "kind", "metadata", "spec"} <= set(item), path.name
            found[item["kind"]] = item
    return found


def test_the_objects_belong_together() -> None:
    found = documents()
    assert set(found) == {"Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy", "Ingress"}
    labels = found["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert found["Deployment"]["spec"]["selector"]["matchLabels"] == labels == found["Service"]["spec"]["selector"]
    assert found["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert found["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels
    assert found["NetworkPolicy"]["spec"]["egress"] == [], "nothing goes out"
    assert found["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"] == found["Deployment"]["metadata"]["name"]
    assert found["HorizontalPodAutoscaler"]["spec"]["minReplicas"] == found["Deployment"]["spec"]["replicas"]
    assert found["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/affinity"] == "cookie"


def test_a_pod_has_no_rights_and_is_watched() -> None:
    pod = documents()["Deployment"]["spec"]["template"]["spec"]
    container = pod["containers"][0]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz", "a record with faults is no reason to kill the process"
    port = container["ports"][0]["containerPort"]
    assert documents()["NetworkPolicy"]["spec"]["ingress"][0]["ports"][0]["port"] == port


def test_compose_runs_replicas_without_rights() -> None:
    found = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    for service in found["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert not service["user"].startswith("0")
    assert found["services"]["app"]["deploy"]["replicas"] >= 2
    assert found["networks"]["inside"]["internal"] is True, "the site asks nobody for anything"
    assert "ports" not in found["services"]["app"], "readers come by nginx"
    assert (DEPLOY / found["services"]["nginx"]["volumes"][0].split(":")[0]).exists()
    build = found["services"]["app"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == (DEPLOY / "Containerfile").resolve()


def test_whoever_runs_the_site_is_asked_for_a_contact() -> None:
    app = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["app"]["environment"]
    pod = documents()["Deployment"]["spec"]["template"]["spec"]["containers"][0]["env"]
    assert contact.ENV in app
    assert contact.ENV in {item["name"] for item in pod}


def test_the_container_runs_a_command_that_exists_as_nobody() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE) for name in line.split()[:-1]}
    assert {"app.py", "pages", "data", "static", "src", ".streamlit"} <= copied
    assert [name for name in copied if not (site_dir() / name).exists()] == []
    final = text.split("FROM ")[-1]
    assert re.search(r"^USER (?!0)\d+", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    command = re.findall(r'"([^"]+)"', re.search(r"^CMD \[(.+)\]$", final, re.MULTILINE)[1])  # type: ignore[index]
    assert command[0] == "aidlens"
    arguments = _parser().parse_args(command[1:])
    assert (arguments.host, arguments.log, arguments.no_browser) == ("0.0.0.0", "json", True)
    assert f"EXPOSE {arguments.port}" in final
    assert f"server app:{arguments.port} " in nginx.SHIPPED.read_text(encoding="utf-8")


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    if nginx.program() is None:
        pytest.skip("no nginx on this machine")
    path = tmp_path / "nginx.conf"
    path.write_text(nginx.moved(tmp_path, 18080, [18501, 18502]), encoding="utf-8")
    done = subprocess.run([str(nginx.program()), "-t", "-p", str(tmp_path), "-c", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nginx_logs_nobody() -> None:
    text = nginx.SHIPPED.read_text(encoding="utf-8")
    form = re.search(r"log_format plain_facts '([^']+)'", text)
    assert form
    assert not {"$remote_addr", "$request ", "$request_uri", "$args", "$http_user_agent", "$http_referer"} & set(form[1].split())
    assert not re.search(r"access_log [^;]*\b(combined|main)\b", text)
    serving = text[text.index("\nhttp {") :]
    assert set(re.findall(r"error_log ([^;]+);", serving)) == {"/dev/null emerg"}, "nginx ends every line of a fault with who asked what"
