from dragoman.coding.frames import *
from dragoman.coding.frames import read_sentence, find_acts, to_act, code_sentence
