"""The header of a Belarusian catalogue as every catalogue in git has it."""

from __future__ import annotations

from editions.catalogue import po

NEUTRAL = (
    '"Project-Id-Version: \\n"\n"Report-Msgid-Bugs-To: \\n"\n'
    '"PO-Revision-Date: 1970-01-01 00:00\\n"\n"Last-Translator: \\n"\n"Language-Team: \\n"\n'
)
PLURALS = f'"Plural-Forms: {po.PLURAL_FORMS["be"]}\\n"\n'
FIELDS = (
    '"Language: be\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n' + PLURALS
)
HEAD = 'msgid ""\nmsgstr ""\n' + NEUTRAL + FIELDS
