/**
 * Loaded into the switch before its own code by start.mjs: when start.mjs is killed without a chance to pass a signal
 * on, the switch stops in good order instead of staying behind unseen.
 */
if (process.connected) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // Waiting for that must not keep a switch alive that has ended.
  process.channel?.unref();
}
