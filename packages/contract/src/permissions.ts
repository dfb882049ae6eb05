/** What a user or a key may be allowed to do; every endpoint names the one it asks for. */
export const permissions = {
  "clients.read": "See clients, their figures and their traffic",
  "clients.write": "Create clients and change their profiles",
  "clients.block": "Block and unblock clients",
  "smpp.write": "Change SMPP credentials and addresses, disconnect sessions",
  "payments.read": "See payments",
  "payments.write": "Enter payments",
  "prices.read": "See the prices of clients",
  "prices.write": "Change the prices of clients",
  "routing.read": "See routes and pools",
  "routing.write": "Change routes and pools",
  "suppliers.read": "See suppliers, connections and costs",
  "suppliers.write": "Change suppliers, connections and costs",
  "connections.operate": "Pause, resume and reconnect connections",
  "messages.read": "Search and read messages",
  "reports.read": "See the dashboard and live figures",
  "history.read": "Read the history of changes",
  "keys.manage": "Create and revoke admin API keys",
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissions;

export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];
