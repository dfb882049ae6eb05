/** Moderation, senders and the firewall. */
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import {
  alertsSearch,
  blacklistSearch,
  blockedSendersSearch,
  optOutsSearch,
  spamLimitsSearch,
  textFiltersSearch,
} from "../pages/firewall/filters.ts";
import { moderationSearch } from "../pages/moderation/filters.ts";
import { registerSearch, senderRulesSearch } from "../pages/senders/filters.ts";
import { frame } from "./frame.tsx";

const moderation = createRoute({
  getParentRoute: () => frame,
  path: "/moderation",
  validateSearch: moderationSearch,
  component: lazyRouteComponent(() => import("../pages/moderation/page.tsx"), "ModerationPage"),
});

const saveAsFilter = createRoute({
  getParentRoute: () => moderation,
  path: "$messageId/filter",
  component: lazyRouteComponent(() => import("../pages/moderation/save-filter.tsx"), "SaveAsFilter"),
});

const senders = createRoute({
  getParentRoute: () => frame,
  path: "/senders",
  component: lazyRouteComponent(() => import("../pages/senders/page.tsx"), "SendersPage"),
});

const sendersStart = createRoute({
  getParentRoute: () => senders,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/senders/register" });
  },
});

const register = createRoute({
  getParentRoute: () => senders,
  path: "register",
  validateSearch: registerSearch,
  component: lazyRouteComponent(() => import("../pages/senders/register.tsx"), "SenderRegisterPage"),
});

const newSenders = createRoute({
  getParentRoute: () => register,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/senders/new.tsx"), "NewSenders"),
});

const senderRules = createRoute({
  getParentRoute: () => senders,
  path: "rules",
  validateSearch: senderRulesSearch,
  component: lazyRouteComponent(() => import("../pages/senders/rules.tsx"), "SenderRulesPage"),
});

const newSenderRule = createRoute({
  getParentRoute: () => senderRules,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/senders/rule-form.tsx"), "NewSenderRule"),
});

const editSenderRule = createRoute({
  getParentRoute: () => senderRules,
  path: "$ruleId",
  component: lazyRouteComponent(() => import("../pages/senders/rule-form.tsx"), "EditSenderRule"),
});

const firewall = createRoute({
  getParentRoute: () => frame,
  path: "/firewall",
  component: lazyRouteComponent(() => import("../pages/firewall/page.tsx"), "FirewallPage"),
});

const firewallStart = createRoute({
  getParentRoute: () => firewall,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/firewall/blacklist" });
  },
});

const blacklist = createRoute({
  getParentRoute: () => firewall,
  path: "blacklist",
  validateSearch: blacklistSearch,
  component: lazyRouteComponent(() => import("../pages/firewall/blacklist/page.tsx"), "BlacklistPage"),
});

const addNumbers = createRoute({
  getParentRoute: () => blacklist,
  path: "add",
  component: lazyRouteComponent(() => import("../pages/firewall/blacklist/drawers.tsx"), "AddBlacklistNumbers"),
});

const removeNumbers = createRoute({
  getParentRoute: () => blacklist,
  path: "remove",
  component: lazyRouteComponent(() => import("../pages/firewall/blacklist/drawers.tsx"), "RemoveBlacklistNumbers"),
});

const importNumbers = createRoute({
  getParentRoute: () => blacklist,
  path: "import",
  component: lazyRouteComponent(() => import("../pages/firewall/blacklist/drawers.tsx"), "ImportBlacklist"),
});

const imports = createRoute({
  getParentRoute: () => blacklist,
  path: "imports",
  component: lazyRouteComponent(() => import("../pages/firewall/blacklist/drawers.tsx"), "BlacklistImports"),
});

const optOuts = createRoute({
  getParentRoute: () => firewall,
  path: "opt-outs",
  validateSearch: optOutsSearch,
  component: lazyRouteComponent(() => import("../pages/firewall/opt-outs/page.tsx"), "OptOutsPage"),
});

const addOptOuts = createRoute({
  getParentRoute: () => optOuts,
  path: "add",
  component: lazyRouteComponent(() => import("../pages/firewall/opt-outs/drawers.tsx"), "AddOptOuts"),
});

const importOptOuts = createRoute({
  getParentRoute: () => optOuts,
  path: "import",
  component: lazyRouteComponent(() => import("../pages/firewall/opt-outs/drawers.tsx"), "ImportOptOuts"),
});

const textFilters = createRoute({
  getParentRoute: () => firewall,
  path: "text-filters",
  validateSearch: textFiltersSearch,
  component: lazyRouteComponent(() => import("../pages/firewall/text-filters/page.tsx"), "TextFiltersPage"),
});

const newTextFilter = createRoute({
  getParentRoute: () => textFilters,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/firewall/text-filters/form.tsx"), "NewTextFilter"),
});

const tryTextFilters = createRoute({
  getParentRoute: () => textFilters,
  path: "try",
  component: lazyRouteComponent(() => import("../pages/firewall/text-filters/try.tsx"), "TryTextFilters"),
});

const editTextFilter = createRoute({
  getParentRoute: () => textFilters,
  path: "$filterId",
  component: lazyRouteComponent(() => import("../pages/firewall/text-filters/form.tsx"), "EditTextFilter"),
});

const spamLimits = createRoute({
  getParentRoute: () => firewall,
  path: "spam-limits",
  validateSearch: spamLimitsSearch,
  component: lazyRouteComponent(() => import("../pages/firewall/spam-limits/page.tsx"), "SpamLimitsPage"),
});

const newSpamLimit = createRoute({
  getParentRoute: () => spamLimits,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/firewall/spam-limits/form.tsx"), "NewSpamLimit"),
});

const editSpamLimit = createRoute({
  getParentRoute: () => spamLimits,
  path: "$limitId",
  component: lazyRouteComponent(() => import("../pages/firewall/spam-limits/form.tsx"), "EditSpamLimit"),
});

const blockedSenders = createRoute({
  getParentRoute: () => firewall,
  path: "blocked-senders",
  validateSearch: blockedSendersSearch,
  component: lazyRouteComponent(() => import("../pages/firewall/blocked-senders/page.tsx"), "BlockedSendersPage"),
});

const newBlockedSender = createRoute({
  getParentRoute: () => blockedSenders,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/firewall/blocked-senders/page.tsx"), "NewBlockedSenders"),
});

const editBlockedSender = createRoute({
  getParentRoute: () => blockedSenders,
  path: "$blockedSenderId",
  component: lazyRouteComponent(() => import("../pages/firewall/blocked-senders/page.tsx"), "EditBlockedSender"),
});

const alerts = createRoute({
  getParentRoute: () => firewall,
  path: "alerts",
  validateSearch: alertsSearch,
  component: lazyRouteComponent(() => import("../pages/firewall/alerts/page.tsx"), "AlertsPage"),
});

const firewallSettings = createRoute({
  getParentRoute: () => alerts,
  path: "settings",
  component: lazyRouteComponent(() => import("../pages/firewall/alerts/settings.tsx"), "EditFirewallSettings"),
});

export const firewallRoutes = {
  moderation: moderation.addChildren({ saveAsFilter }),
  senders: senders.addChildren({
    sendersStart,
    register: register.addChildren({ newSenders }),
    senderRules: senderRules.addChildren({ newSenderRule, editSenderRule }),
  }),
  firewall: firewall.addChildren({
    firewallStart,
    blacklist: blacklist.addChildren({ addNumbers, removeNumbers, importNumbers, imports }),
    optOuts: optOuts.addChildren({ addOptOuts, importOptOuts }),
    textFilters: textFilters.addChildren({ newTextFilter, tryTextFilters, editTextFilter }),
    spamLimits: spamLimits.addChildren({ newSpamLimit, editSpamLimit }),
    blockedSenders: blockedSenders.addChildren({ newBlockedSender, editBlockedSender }),
    alerts: alerts.addChildren({ firewallSettings }),
  }),
};
