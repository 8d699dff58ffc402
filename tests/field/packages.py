"""Received files made here: DOCX and ODT from the XML of their bodies."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: dict[str, str]) -> bytes:
    """Give a package of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "", style: str = "") -> str:
    """Give a paragraph of one run with `properties`, in a paragraph style."""
    set_in = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{set_in}{run}</w:p>"


def docx(body: str, *, styles: str = "", **parts: str) -> bytes:
    """Give a DOCX; `parts` by the stems of their names: comments, footnotes, core, app."""
    inner = {name: text for name, text in parts.items() if name not in {"core", "app"}}
    outer = {name: text for name, text in parts.items() if name in {"core", "app"}}
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_CONTENT}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>'
            for name in inner
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_R}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        + "".join(
            f'<Relationship Id="p{name}" Type="{_OFFICE}/{name}" Target="docProps/{name}.xml"/>'
            for name in outer
        )
        + "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_R}">'
        f'<Relationship Id="s1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        + "".join(
            f'<Relationship Id="w{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
            for name in inner
        )
        + "</Relationships>",
    }
    files |= {
        f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{text}</w:{name}>'
        for name, text in inner.items()
    }
    return zipped(files | {f"docProps/{name}.xml": text for name, text in outer.items()})


def odt(body: str, *, automatic: str = "", styles: str = "", meta: str = "") -> bytes:
    """Give an ODT; `automatic` are the styles of its content, `styles` those by name."""
    spaces = " ".join(
        f'xmlns:{name}="{_ODF}:{full}:1.0"'
        for name, full in (
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("table", "table"),
            ("meta", "meta"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {spaces}><office:styles>{styles}"
            "</office:styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {spaces}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="'
            f'{_ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>',
        }
    )
