/** Settings of the firewall as a whole. */
import type { AdminParsed, FirewallSettings } from "@switchyard/contract";
import { type Columns, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";

const columns: Columns<keyof FirewallSettings> = {
  blockNegativeMargin: "block_negative_margin",
  pumpingWatch: "pumping_watch",
  pumpingMessagesMin: "pumping_messages_min",
  pumpingSharePercent: "pumping_share_percent",
  pumpingWindowSeconds: "pumping_window_s",
  pumpingRangeDigits: "pumping_range_digits",
  alertEmail: "alert_email",
};

export async function readFirewallSettings(db: Queryable, lock = ""): Promise<FirewallSettings> {
  const { rows } = await db.query<FirewallSettings>(
    `select block_negative_margin as "blockNegativeMargin", pumping_watch as "pumpingWatch",
            pumping_messages_min as "pumpingMessagesMin", pumping_share_percent as "pumpingSharePercent",
            pumping_window_s as "pumpingWindowSeconds", pumping_range_digits as "pumpingRangeDigits",
            alert_email as "alertEmail"
     from firewall_settings ${lock}`,
  );
  const [settings] = rows;
  if (!settings) throw new Error("the firewall has no settings");
  return settings;
}

export async function updateFirewallSettings(
  tx: Queryable,
  author: Author,
  given: AdminParsed<"updateFirewallSettings">["body"],
): Promise<FirewallSettings> {
  const before = await readFirewallSettings(tx, "for update");
  const values = written(columns, given);
  if (values.size > 0) {
    const sets = [...values.keys()].map((name, i) => `${name} = $${i + 1}`);
    await tx.query(`update firewall_settings set ${sets.join(", ")}`, [...values.values()]);
  }
  const after = await readFirewallSettings(tx);
  if (isSame(before, after)) return after;
  await recordChange(tx, author, {
    clientId: null,
    category: "firewall",
    entity: "firewall_settings",
    entityId: "",
    action: "update",
    before,
    after,
    announce: ["firewall:0"],
  });
  return after;
}
