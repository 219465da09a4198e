"""Facts followed over letters: which later words keep, repeat, move, contradict, cite or answer which earlier ones.

Read in this order:

- ``model.py``, ``digest.py``: what of one letter can be linked, made once from what is published of it;
- ``pointing.py``, ``likely.py``: where it points at another letter; what reads like a promise though none was found,
  and when a thing was done;
- ``words.py``, ``parts.py``, ``timing.py``: the words by which two passages are about one thing, and whether what was
  done fits the time for which it was promised;
- ``cites.py``, ``promises.py``, ``money.py``, ``advice.py``: what a later letter says of one earlier letter;
- ``choosing.py``: of what was found for a letter, what becomes a link;
- ``index.py``: the links of a store, brought up to date by what changed;
- ``deciding.py``: what people decided about links and promises;
- ``register.py``, ``registered.py``, ``register_lists.py``: which words are promises of the Tweede Kamer's own
  register, kept up to date, and what stands there beside what letters say;
- ``agenda.py``, ``dossier.py``, ``lines.py``: what became of promises, of a dossier, of money.

A link is a suggestion with a probability until a person decides. Which links there are depends on the letters and the
rules only: not on the order in which the letters came, not on the day.
"""
