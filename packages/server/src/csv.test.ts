import { expect, it } from "vitest";
import { csvLine } from "./csv.ts";

it("quotes what would break a line, and keeps the rest as it is", () => {
  expect(csvLine(["acme", 12, "-3.50", null, 'say "hi", now', "two\nlines"])).toBe(
    'acme,12,-3.50,,"say ""hi"", now","two\nlines"\r\n',
  );
});

it("disarms what a spreadsheet would run", () => {
  expect(csvLine(["'=1", "'-5", "'tis", "-5"])).toBe("''=1,''-5,'tis,-5\r\n");
  expect(csvLine(['=HYPERLINK("x")', "+49 30", "-1+2", "@sum"])).toBe(`"'=HYPERLINK(""x"")",'+49 30,'-1+2,'@sum\r\n`);
});
