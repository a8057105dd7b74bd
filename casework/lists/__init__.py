"""The agency's own lists: places, things given out, topics, words for how a woman and the service stand."""
