import { connectionCreate, httpPreset } from "@switchyard/contract";
import { expect, it } from "vitest";
import { httpPresets } from "./data/http-presets.ts";

it.each(httpPresets)("$name is a sound template with settings that fit", (preset) => {
  expect(httpPreset.parse(preset)).toEqual(preset);
  const body = { kind: "http", supplierId: 1, name: "x", password: "key", http: preset.http, ...preset.settings };
  expect(connectionCreate.safeParse(body).error?.issues).toBeUndefined();
});
