"""Makes the papers of this folder, one a format: python -m tests.cases.make. All content is made up.

Besides our own dependencies it takes pikepdf, msoffcrypto-tool and libarchive-c, the program zip, and LibreOffice.
"""

from __future__ import annotations

import base64
import io
import subprocess
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

from tests.cases import make_ofd, make_office, make_pdf, make_pictures
from tests.cases.words import DATE, FORM, MONEY, TITLE

HERE = Path(__file__).parent
PASSWORD = "lin-2024"


def main() -> None:
    """Write every paper; a folder's expected.json is written by `pytest tests/test_formats.py --regold` and read by eye."""
    for name, content in (
        make_pdf.papers() | make_ofd.papers() | make_office.papers() | make_pictures.papers() | papers()
    ).items():
        folder, _, file = name.partition("/")
        (HERE / folder).mkdir(exist_ok=True)
        (HERE / folder / file).write_bytes(content)


def papers() -> dict[str, bytes]:
    """Texts, pages of the web, mails, packed files."""
    text = "\n".join([TITLE, *("：".join(row) for row in FORM), MONEY, DATE])
    made = {
        "txt/决定书.txt": text.encode("gb18030"),
        "csv/登记簿.csv": ("案号,当事人,罚款金额\r\n2024-001," + FORM[0][1] + ",10000\r\n").encode("gb18030"),
        "html/公示.html": _page().encode(),
        "html_pictures/公示.html": _page_of_pictures(),
        "mht/公示截图.mht": _saved_page(),
        "eml/来信.eml": _mail(_mail(None, "附件里的信", "转来材料。"), "案件材料", "请查收附件。"),
        "heic/照片.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64,
        "zip/卷.zip": _zip({"内/2.txt": text.encode(), "内/10.zip": _zip({"最里.txt": MONEY.encode()})}),
    }
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "decision.txt").write_text(text, encoding="utf-8")
        subprocess.run(["zip", "-q", "-X", "-P", PASSWORD, "locked.zip", "decision.txt"], cwd=scratch, check=True)
        made["zip_locked/加密.zip"] = (Path(scratch) / "locked.zip").read_bytes()
        import libarchive

        with libarchive.file_writer(str(Path(scratch) / "a.7z"), "7zip") as packed:
            packed.add_file_from_memory("decision.txt", len(text.encode()), text.encode(), mtime=0)
        aes = str(Path(scratch) / "aes.zip")
        with libarchive.file_writer(aes, "zip", options="encryption=aes256", passphrase=PASSWORD) as packed:
            packed.add_file_from_memory("decision.txt", len(text.encode()), text.encode(), mtime=0)
        made["zip_aes/加密.zip"] = Path(aes).read_bytes()
        made["7z/卷.7z"] = (Path(scratch) / "a.7z").read_bytes()
    return made


def _zip(members: dict[str, bytes]) -> bytes:
    """As Chinese Windows packs: names in GBK, and no word of it."""
    buffer, names = io.BytesIO(), [name.encode("gbk") for name in members]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, content in enumerate(members.values()):
            stand_in = f"{number:c>{len(names[number])}}"  # Python would write UTF-8 and say so
            packed.writestr(zipfile.ZipInfo(stand_in, (2024, 5, 20, 9, 0, 0)), content)
    made = buffer.getvalue()
    for number, name in enumerate(names):
        made = made.replace(f"{number:c>{len(name)}}".encode(), name)
    return made


def _page() -> str:
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in FORM)
    return (
        f"<!DOCTYPE html><meta charset=utf-8><title>公示</title><style>p{{color:red}}</style><h1>{TITLE}</h1><table>{rows}</table>"
        f"<p>{MONEY}</p><form><input value='{DATE}'><input type=checkbox checked>已公示"
        "<select><option>否<option selected>是</select></form><script>var x='脚本'</script>"
    )


def _page_of_pictures() -> bytes:
    """A scanned decision and a small badge, both written into the page."""
    scan, badge = (base64.b64encode(made).decode() for made in (make_pictures.picture("PNG"), make_pictures.badge()))
    return f"<p>{TITLE}</p><img src='data:image/png;base64,{scan}'><img src=data:image/png;base64,{badge}>".encode()


def _saved_page() -> bytes:
    """As a browser saves it: the page, a frame in it, its picture."""
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by Blink>", "行政处罚公示"
    message.set_content(_page(), subtype="html")
    message["Content-Location"] = "https://example.invalid/a.html"
    message.add_related(
        "<p>框架里的文字</p>".encode(), "text", "html", headers=["Content-Location: https://example.invalid/b.html"]
    )
    message.add_related(make_pictures.picture("PNG"), "image", "png", headers=["Content-Location: https://example.invalid/p.png"])
    message.set_boundary("=_boundary")
    return message.as_bytes()


def _mail(inner: bytes | None, subject: str, words: str) -> bytes:
    import email
    import email.policy

    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, "a@example.invalid", "Mon, 20 May 2024 09:00:00 +0800"
    message.set_content(words)
    if inner is None:
        message.add_attachment(MONEY.encode(), maintype="text", subtype="plain", filename="金额.txt")
    else:
        message.add_attachment(email.message_from_bytes(inner, policy=email.policy.default))
    message.set_boundary("=_" + subject.encode().hex()[:8])
    return message.as_bytes()


def converted(content: bytes, suffix: str, to: str, form: str) -> bytes:
    """The same paper in an older format, by LibreOffice."""
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / f"a{suffix}").write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", form, f"a{suffix}"]
        subprocess.run(command, cwd=scratch, check=True, stdout=subprocess.DEVNULL)
        return (Path(scratch) / f"a{to}").read_bytes()


if __name__ == "__main__":
    main()
