/** Where in an answer a value can stand. */
export const readers = [
  { value: "json", label: "In JSON, at" },
  { value: "text", label: "In the text, by pattern" },
  { value: "header", label: "In the header" },
];
