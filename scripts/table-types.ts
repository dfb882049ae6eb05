/** TypeScript types of a migrated database's tables, for Kysely: packages/server/src/database/tables.ts. */
import type { ClientBase } from "pg";

type Column = {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly isIdentity: boolean;
  readonly hasDefault: boolean;
};

/** What the parsers of database/connect.ts make of each PostgreSQL type. */
const typescriptTypes: Readonly<Record<string, string>> = {
  bool: "boolean",
  bpchar: "string",
  bytea: "Buffer",
  cidr: "string",
  date: "string",
  float8: "number",
  inet: "string",
  int2: "number",
  int4: "number",
  int8: "Int8",
  jsonb: "unknown",
  numeric: "string",
  text: "string",
  timestamptz: "Date",
  uuid: "string",
};

/** The whole text of tables.ts. Throws on a PostgreSQL type that it has no word for. */
export async function tableTypes(client: ClientBase): Promise<string> {
  const { rows } = await client.query<Column>(columnsQuery);
  const tables = grouped(rows);
  const types = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => `  ${column.name}: ${columnType(column)};`);
    return `export type ${typeName(table)} = {\n${lines.join("\n")}\n};\n`;
  });
  const all = [...tables.keys()].map((table) => `  ${table}: ${typeName(table)};`);
  return `${head}\n${types.join("\n")}\nexport type Tables = {\n${all.join("\n")}\n};\n`;
}

const columnsQuery = `
  select c.relname as table, a.attname as name, t.typname as type, not a.attnotnull as "isNullable",
         a.attidentity = 'a' as "isIdentity", a.atthasdef or a.attidentity <> '' as "hasDefault"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and c.relname <> 'migrations'
   order by c.relname, a.attnum`;

const head = `/** The tables as Kysely sees them. Written by \`npm run tables\` from the migrations; a test holds it to them. */
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** int8: read as a bigint, written as a bigint or a safe integer. */
export type Int8 = ColumnType<bigint, bigint | number, bigint | number>;
`;

function grouped(columns: readonly Column[]): Map<string, Column[]> {
  const tables = new Map<string, Column[]>();
  for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  return tables;
}

function columnType({ table, name, type, isNullable, isIdentity, hasDefault }: Column): string {
  const isArray = type.startsWith("_");
  const element = typescriptTypes[isArray ? type.slice(1) : type];
  if (!element) throw new Error(`scripts/table-types.ts has no TypeScript type for ${type} (${table}.${name})`);
  const value = isArray ? `${element === "Int8" ? "bigint" : element}[]` : element;
  if (isIdentity) return `GeneratedAlways<${value === "Int8" ? "bigint" : value}>`;
  if (value === "Int8" && (hasDefault || isNullable)) return int8(isNullable, hasDefault);
  const whole = isNullable && value !== "unknown" ? `${value} | null` : value;
  return hasDefault ? `Generated<${whole}>` : whole;
}

/** Kysely's wrappers do not nest, so an optional or nullable int8 is spelt out. */
function int8(isNullable: boolean, hasDefault: boolean): string {
  const orNull = isNullable ? " | null" : "";
  const orLeftOut = hasDefault ? " | undefined" : "";
  return `ColumnType<bigint${orNull}, bigint | number${orNull}${orLeftOut}, bigint | number${orNull}>`;
}

function typeName(table: string): string {
  return table.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}
