export * from "./vocabulary/block-reasons.ts";
export * from "./vocabulary/codes.ts";
export * from "./vocabulary/currencies.ts";
export * from "./vocabulary/message-status.ts";
export * from "./vocabulary/money.ts";
