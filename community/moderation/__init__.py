"""Moderation: flags, the review queue, watched words, trust levels, sanctions, and a log of every act of power."""
