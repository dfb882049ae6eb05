/** What a user or a key may be allowed to do; every endpoint names the one it asks for. */
export const permissions = {
  "clients.read": "See clients, their figures and their traffic",
  "clients.write": "Create clients and change their profiles",
  "clients.block": "Block and unblock clients",
  "smpp.write": "Change SMPP credentials and addresses, disconnect sessions",
  "payments.read": "See payments",
  "payments.write": "Enter payments and refunds",
  "invoices.read": "See invoices, credit notes, receivables, brands and enterprises",
  "invoices.write": "Draft, issue, send and void invoices; credit notes",
  "finance.settings": "Change brands, enterprises, taxes, payment methods and exchange rates",
  "ledger.read": "See and prove the ledger",
  "prices.read": "See products and prices",
  "prices.write": "Change products and prices",
  "routing.read": "See routes and pools",
  "routing.write": "Change routes and pools",
  "suppliers.read": "See suppliers, connections and costs",
  "suppliers.write": "Change suppliers, connections and costs",
  "connections.operate": "Pause, resume and reconnect connections",
  "messages.read": "Search and read messages",
  "reports.read": "See the dashboard and live figures",
  "history.read": "Read the history of changes",
  "mails.read": "See outgoing mails",
  "mails.write": "Send mails again, send test mails",
  "keys.manage": "Create and revoke admin API keys",
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissions;

export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];
