/**
 * The firewall's part of the configuration. Lists of numbers may have millions of entries, so a change of a few of them
 * reads just these; everything else is small and read anew as a whole, or of one client.
 */
import {
  emptySenderRules,
  emptySpamLimits,
  emptyTextFilters,
  emptyWildcards,
  type Firewall,
  IdMap,
  NumberList,
  type SenderRegister,
  type SenderRules,
  type SpamLimits,
  type TextFilters,
  type Wildcards,
} from "@switchyard/engine";
import type { Pool } from "pg";
import type { PumpingSettings } from "../firewall/pumping.ts";
import * as load from "./load-firewall.ts";
import { addImported, loadBlacklist, loadOptOuts, refreshBlacklist, refreshOptOuts } from "./load-numbers.ts";
import { replace } from "./replace.ts";

export class FirewallConfiguration implements Firewall {
  blacklist = new NumberList();
  readonly optOuts = new IdMap<NumberList>();
  filters: TextFilters = emptyTextFilters;
  spamLimits: SpamLimits = emptySpamLimits;
  blockedSenders: Wildcards = emptyWildcards;
  supplierBlockedSenders: ReadonlyMap<number, Wildcards> = new IdMap();
  readonly senders = new IdMap<SenderRegister>();
  senderRules: SenderRules = emptySenderRules;
  blocksNegativeMargin = false;
  pumping: PumpingSettings = load.noPumpingWatch;

  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** How each announced kind is loaded: everything, or what belongs to one client. */
  readonly reload = {
    blacklist: async () => {
      this.blacklist = await loadBlacklist(this.#pool);
    },
    opt_outs: async (clientId?: number) => {
      replace(this.optOuts, await loadOptOuts(this.#pool, clientId), clientId);
    },
    text_filters: async () => {
      this.filters = await load.loadTextFilters(this.#pool);
    },
    spam_limits: async () => {
      this.spamLimits = await load.loadSpamLimits(this.#pool);
    },
    blocked_senders: async () => {
      const loaded = await load.loadBlockedSenders(this.#pool);
      this.blockedSenders = loaded.get(0) ?? emptyWildcards;
      loaded.delete(0);
      this.supplierBlockedSenders = loaded;
    },
    senders: async (clientId?: number) => {
      replace(this.senders, await load.loadSenders(this.#pool, clientId), clientId);
    },
    sender_rules: async () => {
      this.senderRules = await load.loadSenderRules(this.#pool);
    },
    firewall: async () => {
      ({ blocksNegativeMargin: this.blocksNegativeMargin, pumping: this.pumping } = await load.loadFirewallSettings(
        this.#pool,
      ));
    },
  };

  /**
   * Takes over changed numbers of a list: `blacklist:4915…,4916…`, `blacklist:import:7`, `opt_outs:12:4915…`. What is
   * listed now is read, whatever the announcement was about then, so the order in which changes are heard does not
   * matter. Answers false for an announcement of another kind, or of a whole list.
   */
  async followNumbers(announcement: string): Promise<boolean> {
    const [kind, which = "", what = ""] = announcement.split(":");
    if (kind === "blacklist" && which === "import") await addImported(this.#pool, this.blacklist, Number(what));
    else if (kind === "blacklist" && /^\d/.test(which)) {
      await refreshBlacklist(this.#pool, this.blacklist, numbersIn(which));
    } else if (kind === "opt_outs" && what !== "") await this.#refreshOptOuts(Number(which), numbersIn(what));
    else return false;
    return true;
  }

  async #refreshOptOuts(clientId: number, numbers: readonly number[]): Promise<void> {
    const list = this.optOuts.get(clientId) ?? new NumberList();
    await refreshOptOuts(this.#pool, list, clientId, numbers);
    if (list.size > 0) this.optOuts.set(clientId, list);
    else this.optOuts.delete(clientId);
  }
}

const numbersIn = (list: string): number[] => list.split(",").map(Number);
