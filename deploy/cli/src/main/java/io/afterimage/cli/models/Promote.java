package io.afterimage.cli.models;

/** Whether a model becomes live as it is imported. */
public enum Promote {
    NEVER,
    ALWAYS,
    /** Unless it is known from an earlier import and a version is live: perhaps one that learned from it. */
    IF_NEW
}
