/**
 * Runs in an MLflow server, where one is configured. In: records of runs, the log of models and the store; out: calls of that server's REST
 * interface. What waits for it waits here alone.
 */
@NullMarked
package io.afterimage.trainer.mlflow;

import org.jspecify.annotations.NullMarked;
