import { expect, test } from "vitest";
import { withBlock } from "./reference.ts";

const readme = "# Title\n<!-- config:start -->\nold\n<!-- config:end -->\nrest\n";

test("the content between the marks is replaced, and nothing else", () => {
  const fresh = withBlock(readme, { mark: "config", content: "| new |" });
  expect(fresh).toBe("# Title\n<!-- config:start -->\n| new |\n<!-- config:end -->\nrest\n");
  expect(withBlock(fresh ?? "", { mark: "config", content: "| new |" })).toBe(fresh);
});

test("a text without the marks, or with them the wrong way round, is not touched", () => {
  expect(withBlock("# Title", { mark: "config", content: "x" })).toBeUndefined();
  const turned = "<!-- config:end --> <!-- config:start -->";
  expect(withBlock(turned, { mark: "config", content: "x" })).toBeUndefined();
});
