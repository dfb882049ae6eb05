import type { Configuration } from "../snapshot/configuration.ts";
import type { Traffic } from "./traffic.ts";

/** What a changed client means for what already waits: a lifted hold releases, a new limit counts. */
export function followClients(
  configuration: Configuration,
  traffic: Traffic,
  onTrouble: (error: unknown) => void,
): void {
  const releaseHeld = async (clientId: number) => {
    while (await traffic.sweeps.releaseHeld(clientId));
  };
  const follow = (clientId: number) => {
    const client = configuration.clients.get(clientId);
    if (!client) return;
    if (client.block === "none") releaseHeld(clientId).catch(onTrouble);
    traffic.countDay(clientId).catch(onTrouble);
  };
  const followAll = () => {
    for (const clientId of configuration.clients.keys()) traffic.countDay(clientId).catch(onTrouble);
    // A hold may have been lifted while nobody was there to hear of it.
    traffic.sweeps.releaseForgotten().catch(onTrouble);
  };
  configuration.onChange((kind, id) => {
    if (kind === "client") follow(id);
    if (kind === "all") followAll();
  });
  followAll();
}
