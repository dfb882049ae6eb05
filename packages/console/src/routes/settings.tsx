/** Settings. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { mailsSearch } from "../pages/settings/mails/filters.ts";
import { historySearch } from "../parts/history/filters.ts";
import { frame } from "./frame.tsx";

const enterprises = createRoute({
  getParentRoute: () => frame,
  path: "/settings/enterprises",
  component: lazyRouteComponent(() => import("../pages/settings/enterprises/page.tsx"), "EnterprisesPage"),
});

const newEnterprise = createRoute({
  getParentRoute: () => enterprises,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/settings/enterprises/drawers.tsx"), "NewEnterprise"),
});

const enterprise = createRoute({
  getParentRoute: () => enterprises,
  path: "$enterpriseId",
  component: lazyRouteComponent(() => import("../pages/settings/enterprises/drawers.tsx"), "EnterpriseDrawer"),
});

const editEnterprise = createRoute({
  getParentRoute: () => enterprise,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/settings/enterprises/drawers.tsx"), "EditEnterprise"),
});

const enterpriseTaxes = createRoute({
  getParentRoute: () => enterprise,
  path: "taxes",
  component: lazyRouteComponent(() => import("../pages/settings/enterprises/taxes.tsx"), "EnterpriseTaxes"),
});

const newTax = createRoute({
  getParentRoute: () => enterprise,
  path: "taxes/new",
  component: lazyRouteComponent(() => import("../pages/settings/enterprises/tax-form.tsx"), "NewTax"),
});

const editTax = createRoute({
  getParentRoute: () => enterprise,
  path: "taxes/$taxId",
  component: lazyRouteComponent(() => import("../pages/settings/enterprises/tax-form.tsx"), "EditTax"),
});

const brands = createRoute({
  getParentRoute: () => frame,
  path: "/settings/brands",
  component: lazyRouteComponent(() => import("../pages/settings/brands/page.tsx"), "BrandsPage"),
});

const newBrand = createRoute({
  getParentRoute: () => brands,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/settings/brands/drawers.tsx"), "NewBrand"),
});

const editBrand = createRoute({
  getParentRoute: () => brands,
  path: "$brandId",
  component: lazyRouteComponent(() => import("../pages/settings/brands/drawers.tsx"), "EditBrand"),
});

const paymentMethods = createRoute({
  getParentRoute: () => frame,
  path: "/settings/payment-methods",
  component: lazyRouteComponent(() => import("../pages/settings/payment-methods/page.tsx"), "PaymentMethodsPage"),
});

const newPaymentMethod = createRoute({
  getParentRoute: () => paymentMethods,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/settings/payment-methods/drawers.tsx"), "NewPaymentMethod"),
});

const editPaymentMethod = createRoute({
  getParentRoute: () => paymentMethods,
  path: "$methodId",
  component: lazyRouteComponent(() => import("../pages/settings/payment-methods/drawers.tsx"), "EditPaymentMethod"),
});

const mails = createRoute({
  getParentRoute: () => frame,
  path: "/settings/mails",
  validateSearch: mailsSearch,
  component: lazyRouteComponent(() => import("../pages/settings/mails/page.tsx"), "MailsPage"),
});

const testMail = createRoute({
  getParentRoute: () => mails,
  path: "test",
  component: lazyRouteComponent(() => import("../pages/settings/mails/test-mail.tsx"), "TestMail"),
});

const mail = createRoute({
  getParentRoute: () => mails,
  path: "$mailId",
  component: lazyRouteComponent(() => import("../pages/settings/mails/mail.tsx"), "MailDrawer"),
});

const apiKeys = createRoute({
  getParentRoute: () => frame,
  path: "/settings/api-keys",
  component: lazyRouteComponent(() => import("../pages/settings/api-keys/page.tsx"), "ApiKeysPage"),
});

const newApiKey = createRoute({
  getParentRoute: () => apiKeys,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/settings/api-keys/new.tsx"), "NewApiKey"),
});

const auditLog = createRoute({
  getParentRoute: () => frame,
  path: "/settings/audit-log",
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import("../pages/settings/audit-log/page.tsx"), "AuditLogPage"),
});

const password = createRoute({
  getParentRoute: () => frame,
  path: "/settings/password",
  component: lazyRouteComponent(() => import("../pages/settings/password/page.tsx"), "PasswordPage"),
});

export const settingsRoutes = {
  enterprises: enterprises.addChildren({
    newEnterprise,
    enterprise: enterprise.addChildren({ editEnterprise, enterpriseTaxes, newTax, editTax }),
  }),
  brands: brands.addChildren({ newBrand, editBrand }),
  paymentMethods: paymentMethods.addChildren({ newPaymentMethod, editPaymentMethod }),
  mails: mails.addChildren({ testMail, mail }),
  apiKeys: apiKeys.addChildren({ newApiKey }),
  auditLog,
  password,
};
