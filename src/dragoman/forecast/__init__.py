"""Who is likely to do what to whom next, and why: forecasts from a record of dated facts, on one processor.

It never uses a fact of the day asked or later, nor another question of the same day.
"""

from dragoman.forecast.evaluate import Queries, Scores, measures, queries, ranks
from dragoman.forecast.quads import Graph, load

__all__ = ["Graph", "Queries", "Scores", "load", "measures", "queries", "ranks"]
