"""Our own detector of changes in series of counts and of values. It knows nothing of countries, dates or the store.

`changes` is where to start: it weighs every stretch of a series (`count_evidence`, `value_evidence`), takes the exact
posterior over all ways to cut it (`partition`) and reads the changes off that (`intervals`), with one fixed `setting`.
"""
