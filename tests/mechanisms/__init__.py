"""Tests of the declarations of mechanisms."""
