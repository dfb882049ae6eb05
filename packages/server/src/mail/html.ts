/**
 * The HTML part of a mail, made from its plain text: paragraphs, line breaks and links. Nothing in it is fetched from
 * anywhere, and the text can bring no markup of its own.
 */
export function mailHtml(text: string): string {
  const paragraphs = text
    .replace(/\r\n?/g, "\n")
    .split(/\n(?:[ \t]*\n)+/)
    .filter((paragraph) => paragraph.trim() !== "");
  const body = paragraphs.map((paragraph) => `<p dir="auto" style="margin:0 0 1em">${inline(paragraph)}</p>`);
  return [
    "<!doctype html>",
    '<html><head><meta charset="utf-8"></head>',
    `<body style="${bodyStyle}">`,
    ...body,
    "</body></html>",
    "",
  ].join("\n");
}

const bodyStyle =
  "margin:0;padding:24px;max-width:40em;font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";

/** An address on the web; a full stop, comma or closing bracket behind it belongs to the sentence. */
const link = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

function inline(paragraph: string): string {
  let html = "";
  let done = 0;
  for (const { 0: url, index } of paragraph.matchAll(link)) {
    html += `${escaped(paragraph.slice(done, index))}<a href="${escaped(url)}">${escaped(url)}</a>`;
    done = index + url.length;
  }
  html += escaped(paragraph.slice(done));
  return html.trim().replaceAll("\n", "<br>\n");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
