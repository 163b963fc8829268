package io.afterimage.trainer.publish;

/**
 * What became of a candidate.
 *
 * @param run that made it
 * @param version lower-case hex SHA-256 of its package
 * @param live whether it is the live version now
 * @param outcome one line for people
 */
public record Published(String run, String version, boolean live, String outcome) {}
