"""render_markdown.py MARKDOWN...: nothing but the report's own markup comes out of it."""

import sys

from markdown_it import MarkdownIt

HTML = {"<br>", "<details>", "</details>", "<summary>", "</summary>"}
PAGES = "https://example.com/rules.md#"
count = 0


def judge(path, token, row):
    global count
    count += 1
    if token.type == "link_open" and not token.attrs["href"].startswith(PAGES):
        sys.exit(f"{path}: a link to {token.attrs['href']} in {row!r}")
    if token.type == "image":
        sys.exit(f"{path}: an image in {row!r}")
    if token.type == "html_inline" and token.content not in HTML:
        sys.exit(f"{path}: {token.content!r} in {row!r}")
    if token.type == "html_block":
        parts = token.content.replace(">", ">\n").replace("<", "\n<").split("\n")
        for part in parts:
            if part.startswith("<") and part not in HTML:
                sys.exit(f"{path}: {part!r} in a block")
    if token.type == "text" and ("@" in token.content or "#" in token.content):
        sys.exit(f"{path}: a mention in {row!r}")


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    # Tables, HTML, and links made of whatever looks like an address.
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    tokens = reader.parse(text)
    headings = [token for token in tokens if token.type == "heading_open"]
    if len(headings) != 1:
        sys.exit(f"{path}: {len(headings)} headings")
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    if len(cells) != 5 * len(rows) or len(rows) < 3:
        sys.exit(f"{path}: {len(cells)} cells in {len(rows)} rows of a table of five columns")
    for token in tokens:
        judge(path, token, token.content)
        for child in token.children or []:
            judge(path, child, token.content)
print(f"{count} tokens, none of them foreign markup")
