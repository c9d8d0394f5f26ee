"""Tokens with which programs sign in: their own secret, within the permissions of their owner."""

from __future__ import annotations
