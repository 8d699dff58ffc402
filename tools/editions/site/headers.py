"""What a server is asked to say with every file: the bound of what pages may do.

Each page narrows it in its own head to what it needs. It is one rule for all files, since
hosts join the rules that match a file, and two policies at once allow only what both do.
"""

from __future__ import annotations

from editions.site.style import carried_source

NAME = "_headers"


def policy() -> str:
    """Give the content security policy that lets every page work, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'self' {carried_source()}",
            "img-src 'self'",
            "script-src 'self'",
            "connect-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def headers() -> dict[str, str]:
    """Give the headers by name."""
    return {
        "Content-Security-Policy": policy(),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "public, max-age=600",
    }


def headers_file() -> bytes:
    """Give ``_headers`` as Netlify, Cloudflare Pages and Codeberg's likes read it."""
    lines = ["/*", *(f"  {name}: {said}" for name, said in headers().items())]
    return ("\n".join(lines) + "\n").encode()
