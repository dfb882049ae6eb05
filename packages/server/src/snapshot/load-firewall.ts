/** Reading what the firewall checks messages by, but for its lists of numbers (load-numbers.ts). */
import {
  buildSenderRegister,
  buildSenderRules,
  buildSpamLimits,
  buildTextFilters,
  compileWildcards,
  IdMap,
  type RegisteredSender,
  type SenderRegister,
  type SenderRule,
  type SenderRules,
  type SpamLimit,
  type SpamLimits,
  type TextFilter,
  type TextFilters,
  type Wildcards,
} from "@switchyard/engine";
import type { Pool } from "pg";
import type { PumpingSettings } from "../firewall/pumping.ts";

/** Before the settings are read. */
export const noPumpingWatch: PumpingSettings = {
  isWatched: false,
  messagesMin: 1,
  sharePercent: 100,
  windowMs: 60_000,
  rangeDigits: 3,
};

export async function loadTextFilters(pool: Pool): Promise<TextFilters> {
  const { rows } = await pool.query<TextFilter>(
    `select id, client_id as "clientId", country, match, pattern, ignore_case as "ignoreCase", action
     from text_filters where enabled order by id`,
  );
  return buildTextFilters(rows);
}

export async function loadSpamLimits(pool: Pool): Promise<SpamLimits> {
  const { rows } = await pool.query<SpamLimit>(
    `select id, client_id as "clientId", country, by_recipient as "byRecipient", by_sender as "bySender",
            by_text as "byText", messages_max as "messagesMax", window_s * 1000 as "windowMs", reason, action
     from spam_limits where enabled order by id`,
  );
  return buildSpamLimits(rows);
}

/** By supplier; the platform's own stand under 0. */
export async function loadBlockedSenders(pool: Pool): Promise<IdMap<Wildcards>> {
  const { rows } = await pool.query<{ owner: number; patterns: string[] }>(
    "select coalesce(supplier_id, 0) as owner, array_agg(pattern) as patterns from blocked_senders group by 1",
  );
  return new IdMap(rows.map(({ owner, patterns }) => [owner, compileWildcards(patterns)]));
}

/** By client. Senders that were only seen decide nothing, and there may be very many of them. */
export async function loadSenders(pool: Pool, clientId: number | undefined): Promise<Map<number, SenderRegister>> {
  const { rows } = await pool.query<RegisteredSender & { clientId: number }>(
    `select client_id as "clientId", sender, country, status from senders
     where status <> 'seen' and ($1::int is null or client_id = $1)`,
    [clientId ?? null],
  );
  const byClient = new Map<number, RegisteredSender[]>();
  for (const row of rows) {
    const own = byClient.get(row.clientId);
    if (own) own.push(row);
    else byClient.set(row.clientId, [row]);
  }
  return new Map([...byClient].map(([owner, own]) => [owner, buildSenderRegister(own)]));
}

export async function loadSenderRules(pool: Pool): Promise<SenderRules> {
  const { rows } = await pool.query<SenderRule>(
    `select id, country, network, alphanumeric, long_numbers as "longNumbers", short_numbers as "shortNumbers",
            registration_needed as "registrationNeeded", length_min as "lengthMin", length_max as "lengthMax", characters
     from sender_rules where enabled order by id`,
  );
  return buildSenderRules(rows);
}

export async function loadFirewallSettings(
  pool: Pool,
): Promise<{ readonly blocksNegativeMargin: boolean; readonly pumping: PumpingSettings }> {
  const { rows } = await pool.query<PumpingSettings & { blocksNegativeMargin: boolean }>(
    `select block_negative_margin as "blocksNegativeMargin", pumping_watch as "isWatched",
            pumping_messages_min as "messagesMin", pumping_share_percent as "sharePercent",
            pumping_window_s * 1000 as "windowMs", pumping_range_digits as "rangeDigits"
     from firewall_settings`,
  );
  const [row] = rows;
  if (!row) throw new Error("the firewall has no settings");
  const { blocksNegativeMargin, ...pumping } = row;
  return { blocksNegativeMargin, pumping };
}
