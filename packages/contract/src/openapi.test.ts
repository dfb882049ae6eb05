import { describe, expect, it } from "vitest";
import { adminBasePath, adminEndpoints } from "./admin.ts";
import type { EndpointSpec } from "./endpoint.ts";
import { openApiDocument } from "./openapi.ts";

const about = { title: "Switchyard", description: "Admin API", version: "1", basePath: adminBasePath };
const document = openApiDocument(adminEndpoints, about);
const text = JSON.stringify(document);

describe("the OpenAPI document", () => {
  it("lists exactly the endpoints of the contract, each once", () => {
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const specs: EndpointSpec[] = Object.values(adminEndpoints);
    const stated = specs.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    expect(new Set(stated).size).toBe(stated.length);
    expect(listed.sort()).toEqual(stated.sort());
  });

  it("states every parameter that a path names, and no other", () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const operation of Object.values(methods)) {
        const given = (operation.parameters as { in: string; name: string; required: boolean }[])
          .filter((parameter) => parameter.in === "path")
          .map((parameter) => parameter.name);
        expect(given.sort(), path).toEqual(named.sort());
      }
    }
  });

  it("refers only to components it has", () => {
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      expect(reference.startsWith("#/components/schemas/"), reference).toBe(true);
      expect(document.components.schemas, reference).toHaveProperty(reference.slice("#/components/schemas/".length));
    }
  });

  it("asks for a session or key everywhere but at sign-in", () => {
    const open = Object.entries(adminEndpoints).filter(
      ([, spec]: [string, EndpointSpec]) => spec.permission === "public",
    );
    expect(open.map(([name]) => name)).toEqual(["signIn"]);
    for (const methods of Object.values(document.paths)) {
      for (const operation of Object.values(methods)) {
        expect((operation.security as unknown[]).length).toBe(operation.operationId === "signIn" ? 0 : 2);
      }
    }
  });

  it("keeps ids that are properties of a schema", () => {
    expect(document.components.schemas.User).toMatchObject({ properties: { id: { type: "integer" } } });
    expect(document.components.schemas.User).not.toHaveProperty("id");
  });
});
