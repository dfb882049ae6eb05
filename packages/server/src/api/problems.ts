/** From whatever was thrown to what the caller is told. */
import { type Problem, problemOf } from "@switchyard/contract";
import pg from "pg";
import { Refusal } from "../refusal.ts";

/** The problem for an error; undefined for a fault of ours, which is logged and told without its details. */
export function problemFrom(error: unknown): Problem | undefined {
  if (error instanceof Refusal) return problemOf(error.code, error.message, error.errors);
  if (error instanceof pg.DatabaseError) return databaseProblem(error);
  return frameworkProblem(error);
}

/** Whether the database could not read a value: it is no number, no day, or too large for its column (SQLSTATE 22…). */
export function isUnreadable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code?.startsWith("22") === true;
}

/** Unique constraints that a request may meet: the field that holds the value, and what it means. */
const uniqueConstraints = {
  clients_login_key: { code: "login_taken", field: "login", says: "belongs to another client" },
  smpp_credentials_system_id_key: { code: "system_id_taken", field: "systemId", says: "belongs to another credential" },
  reception_numbers_number_keyword_key_key: {
    code: "number_taken",
    field: "number",
    says: "belongs to a client with this keyword",
  },
  smpp_addresses_client_id_network_key: { code: "address_listed", field: "network", says: "is on the client's list" },
  suppliers_name_key: { code: "name_taken", field: "name", says: "belongs to another supplier" },
  connections_name_key: { code: "name_taken", field: "name", says: "belongs to another connection" },
  payment_methods_name_key: { code: "name_taken", field: "name", says: "belongs to another payment method" },
  products_name_key: { code: "name_taken", field: "name", says: "belongs to another product" },
  brands_name_key: { code: "name_taken", field: "name", says: "belongs to another brand" },
  enterprises_name_key: { code: "name_taken", field: "name", says: "belongs to another enterprise" },
  taxes_enterprise_id_name_key: { code: "name_taken", field: "name", says: "belongs to another tax" },
  text_filters_name_key: { code: "name_taken", field: "name", says: "belongs to another text filter" },
  spam_limits_name_key: { code: "name_taken", field: "name", says: "belongs to another spam limit" },
  blocked_senders_supplier_id_pattern_key: { code: "sender_listed", field: "pattern", says: "is blocked here" },
  sender_rules_country_network_key: { code: "destination_listed", field: "country", says: "has a rule" },
  pools_name_key: { code: "name_taken", field: "name", says: "belongs to another pool" },
} as const;

/** References that a request makes: the field that names the other thing, and what it should name. */
const references: Readonly<Record<string, { field: string; what: string }>> = {
  clients_manager_id_fkey: { field: "managerId", what: "user" },
  clients_product_id_fkey: { field: "productId", what: "product" },
  clients_brand_id_fkey: { field: "brandId", what: "brand" },
  clients_enterprise_id_fkey: { field: "enterpriseId", what: "enterprise" },
  clients_tax_id_fkey: { field: "taxId", what: "tax" },
  connections_supplier_id_fkey: { field: "supplierId", what: "supplier" },
  pool_members_connection_id_fkey: { field: "members", what: "connection" },
  replacement_rules_via_supplier_id_fkey: { field: "viaSupplierId", what: "supplier" },
  prefixes_network_fkey: { field: "network", what: "network" },
  opt_outs_client_id_fkey: { field: "clientId", what: "client" },
  text_filters_client_id_fkey: { field: "clientId", what: "client" },
  spam_limits_client_id_fkey: { field: "clientId", what: "client" },
  senders_client_id_fkey: { field: "clientId", what: "client" },
  blocked_senders_supplier_id_fkey: { field: "supplierId", what: "supplier" },
  routes_pool_id_fkey: { field: "poolId", what: "pool" },
};

const UNIQUE_VIOLATION = "23505";
const FOREIGN_KEY_VIOLATION = "23503";
/** Only invoices exclude each other: by the days they are for. */
const EXCLUSION_VIOLATION = "23P01";
/** Only the character U+0000 is in no text of PostgreSQL's, and in no JSON. */
const NO_SUCH_CHARACTER = new Set(["22021", "22P05"]);
const LOCK_CONFLICTS = new Set(["40001", "40P01", "55P03"]);

/** Constraints decide between two requests at once; their verdict is worded like that of a check beforehand. */
function databaseProblem({ code, constraint = "", detail = "" }: pg.DatabaseError): Problem | undefined {
  if (code === UNIQUE_VIOLATION && constraint in uniqueConstraints) {
    const { code: taken, field, says } = uniqueConstraints[constraint as keyof typeof uniqueConstraints];
    return problemOf(taken, `The ${field} ${says} already. Choose another.`, [
      { path: `body.${field}`, message: `${says} already` },
    ]);
  }
  if (code === FOREIGN_KEY_VIOLATION && detail.includes("still referenced")) {
    return problemOf("in_use", "Something else has come to need it in the meantime. Look again at what uses it.");
  }
  if (code === EXCLUSION_VIOLATION) {
    return problemOf("period_invoiced", "Another invoice has some of these days already. Choose other days.");
  }
  const reference = references[constraint];
  if (code === FOREIGN_KEY_VIOLATION && reference) {
    const message = `names no ${reference.what}`;
    return problemOf("invalid_request", `body.${reference.field} ${message}.`, [
      { path: `body.${reference.field}`, message },
    ]);
  }
  if (code !== undefined && NO_SUCH_CHARACTER.has(code)) {
    return problemOf("invalid_request", "A text of the request holds the character U+0000, which can't be kept.");
  }
  if (code !== undefined && LOCK_CONFLICTS.has(code)) {
    return problemOf("unavailable", "Somebody else is changing the same thing. Try again.");
  }
  return undefined;
}

/** Errors of the HTTP framework about the request itself. */
function frameworkProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !("statusCode" in error) || typeof error.statusCode !== "number") return undefined;
  if (error.statusCode === 413)
    return problemOf("too_large", "The body is larger than this endpoint takes. Send less at a time.");
  if (error.statusCode === 415) return problemOf("unsupported_media_type", "Send the body as application/json.");
  if (error.statusCode >= 400 && error.statusCode < 500) {
    return problemOf("invalid_request", `The request can't be read: ${error.message}.`);
  }
  return undefined;
}
