"""The word tables of all languages, and which languages a page of one language may borrow headings from."""

from .lexicon import Lexicon
from .words_da import WORDS as DANISH
from .words_de import WORDS as GERMAN
from .words_en import WORDS as ENGLISH
from .words_fr import WORDS as FRENCH
from .words_nl import WORDS as DUTCH

LEXICONS: dict[str, Lexicon] = {words.code: words for words in (DUTCH, FRENCH, GERMAN, ENGLISH, DANISH)}
