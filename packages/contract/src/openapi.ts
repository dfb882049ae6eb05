import { z } from "zod";
import { type EndpointSpec, errorsOf, successStatus } from "./endpoint.ts";
import { errorCodes, problem } from "./errors.ts";

type Json = { readonly [key: string]: unknown };

export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>>; readonly securitySchemes: Json };
  readonly tags: readonly Json[];
}

/** The OpenAPI 3.1 description of a table of endpoints. */
export function openApiDocument(
  endpoints: Readonly<Record<string, EndpointSpec>>,
  about: { title: string; description: string; version: string; basePath: string },
): OpenApiDocument {
  const schemas = createSchemaCollector();
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, spec] of Object.entries(endpoints)) {
    const path = spec.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operation(name, spec, schemas) };
  }
  const tags = [...new Set(Object.values(endpoints).map((spec) => spec.tag))];
  return {
    openapi: "3.1.0",
    info: { title: about.title, description: about.description, version: about.version },
    servers: [{ url: about.basePath }],
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "switchyard_session" },
        key: { type: "http", scheme: "bearer" },
      },
    },
    tags: tags.map((name) => ({ name })),
  };
}

function operation(name: string, spec: EndpointSpec, schemas: SchemaCollector): Json {
  return {
    operationId: name,
    summary: spec.summary,
    tags: [spec.tag],
    security: spec.permission === "public" ? [] : [{ session: [] }, { key: [] }],
    ...(spec.permission !== "public" && { "x-permission": spec.permission }),
    parameters: [...parameters("path", spec.params, schemas), ...parameters("query", spec.query, schemas)],
    ...(spec.body && {
      requestBody: { required: true, content: { "application/json": { schema: schemas.add(spec.body, "input") } } },
    }),
    ...(spec.upload && {
      requestBody: { required: true, content: { "application/octet-stream": { schema: binary } } },
    }),
    responses: { [successStatus(spec)]: success(spec, schemas), ...refusals(spec, schemas) },
  };
}

function parameters(where: "path" | "query", given: z.ZodObject | undefined, schemas: SchemaCollector): Json[] {
  return Object.entries(given?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: where,
    required: where === "path" || !z.safeParse(schema, undefined).success,
    schema: schemas.add(schema, "input"),
    // Several values go into one parameter, separated by commas.
    ...(where === "query" && { style: "form", explode: false }),
  }));
}

const binary = { type: "string", format: "binary" } as const;

function success(spec: EndpointSpec, schemas: SchemaCollector): Json {
  if (spec.file) return { description: "A file", content: { [spec.file]: { schema: binary } } };
  if (spec.csv) return { description: "A CSV file", content: { "text/csv": { schema: { type: "string" } } } };
  if (spec.events) {
    const schema = schemas.add(spec.events, "output");
    return { description: "A stream of events", content: { "text/event-stream": { schema } } };
  }
  if (!spec.response) return { description: "Done" };
  const description = spec.created ? "Created" : "The answer";
  return { description, content: { "application/json": { schema: schemas.add(spec.response, "output") } } };
}

/** Refusals by status; codes that share one are named together. */
function refusals(spec: EndpointSpec, schemas: SchemaCollector): Record<string, Json> {
  const content = { "application/problem+json": { schema: schemas.add(problem, "output") } };
  const byStatus = new Map<number, string[]>();
  for (const code of errorsOf(spec)) {
    const { status, title } = errorCodes[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${title}`]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, lines]) => [String(status), { description: lines.join("; "), content }]),
  );
}

interface SchemaCollector {
  readonly components: Record<string, unknown>;
  add(schema: z.core.$ZodType, io: "input" | "output"): unknown;
}

/** Turns zod schemas into JSON Schema; those with an id go into the components once and are referred to. */
function createSchemaCollector(): SchemaCollector {
  const components: Record<string, unknown> = {};
  return {
    components,
    add(schema, io) {
      // As a property the schema itself may become a reference; at the root it never does.
      const wrapped = z.object({ root: schema });
      const json = z.toJSONSchema(wrapped, { io, target: "draft-2020-12", unrepresentable: "throw" });
      for (const [id, definition] of Object.entries(json.$defs ?? {})) {
        const text = JSON.stringify(referToComponents(definition));
        if (components[id] !== undefined && JSON.stringify(components[id]) !== text) {
          throw new Error(`two different schemas are named ${id}`);
        }
        components[id] = JSON.parse(text);
      }
      return referToComponents(json.properties?.root);
    },
  };
}

function referToComponents(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(referToComponents);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === "$ref" && typeof value === "string"
        ? [key, value.replace("#/$defs/", "#/components/schemas/")]
        : [key, referToComponents(value)],
    ),
  );
}
