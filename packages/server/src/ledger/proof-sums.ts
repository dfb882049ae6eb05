/** The sums that a proof compares: of entries by account and kind, of messages, look-ups and incoming messages by client and connection. */
/** Sums of entries by account and kind, of those with an id above `from`. */
export const entrySums = (from: string) => `
  select account_id, kind, sum(debit) as debit, sum(credit) as credit, count(*) as entries from (
    select debit_account as account_id, kind, amount_micros as debit, 0 as credit from ledger_entries where id > ${from}
    union all
    select credit_account, kind, 0, amount_micros from ledger_entries where id > ${from}
  ) sides group by account_id, kind`;

/** Sums of messages by client and connection, of those with an id from `from` on. */
export const messageSums = (from: string) => `
  select client_id, coalesce(connection_id, 0) as connection_id, sum(charged_micros) as charged,
         sum(reserved_micros) as reserved, sum(booked_cost_micros) as booked_cost, count(*) as messages
  from messages where id >= ${from} group by client_id, coalesce(connection_id, 0)`;

/** Sums of look-ups by client and connection, of those with an id from `from` on. */
export const lookupSums = (from: string) => `
  select coalesce(client_id, 0) as client_id, connection_id, sum(charged_micros) as charged,
         sum(booked_cost_micros) as booked_cost
  from lookups where id >= ${from} group by coalesce(client_id, 0), connection_id`;

/** Sums of incoming messages by client and connection, of those with an id from `from` on. */
export const incomingSums = (from: string) => `
  select coalesce(client_id, 0) as client_id, connection_id, sum(charged_micros) as charged,
         sum(reserved_micros) as reserved, sum(booked_cost_micros) as booked_cost
  from incoming_messages where id >= ${from} group by coalesce(client_id, 0), connection_id`;

/** The four readings that the rules compare: what is sealed and what came since. */
export const readings = [
  `create temporary table entries on commit drop as
   select account_id, kind, sum(debit) as debit, sum(credit) as credit, sum(entries) as entries from (
     select account_id, kind, debit_micros as debit, credit_micros as credit, entries from sealed_entries
     union all ${entrySums("(select entries_to from ledger_seals)")}
   ) all_entries group by account_id, kind`,
  `create temporary table spent on commit drop as
   select client_id, connection_id, sum(charged) as charged, sum(reserved) as reserved, sum(booked_cost) as booked_cost,
          sum(messages) as messages from (
     select client_id, connection_id, charged_micros as charged, 0 as reserved, booked_cost_micros as booked_cost, messages
     from sealed_messages
     union all ${messageSums("(select messages_to from ledger_seals)")}
   ) all_messages group by client_id, connection_id`,
  `create temporary table looked_up on commit drop as
   select client_id, connection_id, sum(charged) as charged, sum(booked_cost) as booked_cost from (
     select client_id, connection_id, charged_micros as charged, booked_cost_micros as booked_cost from sealed_lookups
     union all ${lookupSums("(select messages_to from ledger_seals)")}
   ) all_lookups group by client_id, connection_id`,
  `create temporary table received on commit drop as
   select client_id, connection_id, sum(charged) as charged, sum(reserved) as reserved, sum(booked_cost) as booked_cost from (
     select client_id, connection_id, charged_micros as charged, 0 as reserved, booked_cost_micros as booked_cost
     from sealed_incoming
     union all ${incomingSums("(select incoming_to from ledger_seals)")}
   ) all_incoming group by client_id, connection_id`,
];
