"""Privacy: what the server writes down, what the browser keeps, what is asked of others. A test holds the names of what is kept to the
code.
"""

from __future__ import annotations

from aidlens.i18n import Lang
from aidlens.pagebook.blocks import Chapter, Chapters, Opening
from aidlens.pagebook.page import Page

COOKIES = ("_streamlit_xsrf", "aidlens_seat")
LOCAL, SESSION = ("aidlens-words", "aidlens-decks"), ("aidlens-step", "aidlens-contribution")


def _chapters(lang: Lang) -> tuple[Chapter, ...]:
    return (
        Chapter(
            lang.t("In short"),
            (
                lang.t(
                    "No account, no advertising, no counting of visitors, nothing asked of other servers. We do not know who you are and "
                    "do not want to."
                ),
            ),
        ),
        Chapter(
            lang.t("What the server writes down"),
            (
                lang.t(
                    "As it is delivered: only what went wrong, with the time, the kind of error and where in our code it happened; never "
                    "the words of the error, which could be yours. If whoever runs it asks for more, one line a request: time, class of "
                    "page, status, milliseconds."
                ),
                lang.t(
                    "Never: your address on the network, what you searched for, which filters you chose, your browser, where you came "
                    "from. The same is counted, without any of that, to see whether the server is well."
                ),
                lang.t(
                    "While a live page is open the server holds in memory what it needs to draw it: your choices, and on “Present” the "
                    "titles, notes and questions you type. It forgets them when the page is closed, and writes them nowhere."
                ),
                lang.t(
                    "What you type into the form “Contribute” comes here when you press “Check”: the server answers and keeps nothing of "
                    "it, in no log, no memory and no file."
                ),
                lang.t(
                    "If a deck is followed on a phone, what the stage shows and its notes are held in memory for at most half a day, for "
                    "whoever has the room's code in the same network."
                ),
            ),
        ),
        Chapter(
            lang.t("What your browser keeps"),
            (
                lang.t(
                    "In its storage, read by no other site: your own titles, notes and questions of up to 30 decks ({words}), up to six "
                    "decks of yours ({decks}), and light or dark, under a name of Streamlit's, the program that draws the pages. Until "
                    "the window is closed: the step of the slide being shown ({step}), and what you type into the form “Contribute” "
                    "({told}), until you empty it there.",
                    words=LOCAL[0],
                    decks=LOCAL[1],
                    step=SESSION[0],
                    told=SESSION[1],
                ),
                lang.t(
                    "One cookie of live pages, {xsrf}: a random number without which a file could be sent here in your name. Where "
                    "several machines share the work a second one, {seat}, keeps you at the same machine. Neither names you; plain pages "
                    "set none.",
                    xsrf=COOKIES[0],
                    seat=COOKIES[1],
                ),
                lang.t("You delete all of it with your browser's “clear site data”. Nothing here needs it to be read."),
            ),
        ),
        Chapter(
            lang.t("What is asked of others"),
            (
                lang.t(
                    "Nothing: letters, maps and scripts come from this server, and a rule that travels with each page forbids your "
                    "browser to ask anybody else. If you follow a link to a source, that site sees you as any site does, but not where "
                    "you came from."
                ),
                lang.t(
                    "The address of a page says what you look at, so that you can send it on; whoever has it sees the same. Your own "
                    "titles and notes are never in it."
                ),
            ),
        ),
        Chapter(
            lang.t("What we cannot promise"),
            (
                lang.t(
                    "Anybody may run a copy of this site, and what stands before it (a network, a provider, a proxy) may write down "
                    "more. Ask whoever runs the one you read. A letter to the contact at the foot of the page is a letter like any other."
                ),
            ),
        ),
    )


PAGE = Page(
    title=lambda lang: lang.t("Privacy"),
    purpose=lambda lang: lang.t("What the server writes down, what your browser keeps, and that nothing is asked of others."),
    place=21,
    foot=True,
    kind="WebPage",
    blocks=(Opening(), Chapters(_chapters)),
)
