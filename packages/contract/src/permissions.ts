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
  "routing.read": "See routes, pools and clients' replacement rules",
  "routing.write": "Change routes, pools and clients' replacement rules",
  "suppliers.read": "See suppliers, connections, costs and suppliers' replacement rules",
  "suppliers.write": "Change suppliers, connections, costs and suppliers' replacement rules",
  "destinations.read": "See countries, networks and prefixes, and what numbers were looked up",
  "destinations.write": "Change countries, networks and prefixes; look numbers up",
  "connections.operate": "Pause, resume and reconnect connections",
  "messages.read": "Search and read messages, and the look-ups that were made",
  "moderation.read": "See messages that wait for approval, with their texts",
  "moderation.write": "Approve and reject messages",
  "firewall.read": "See the firewall: number lists, filters, limits, alerts",
  "firewall.write": "Change the firewall",
  "senders.read": "See the register of senders and what destinations take",
  "senders.write": "Approve and deny senders, change what destinations take",
  "reports.read": "See the dashboard and live figures",
  "history.read": "Read the history of changes",
  "mails.read": "See outgoing mails",
  "mails.write": "Send mails again, send test mails",
  "keys.manage": "Create and revoke admin API keys",
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissions;

export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];
