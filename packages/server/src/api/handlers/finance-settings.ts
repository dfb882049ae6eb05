import type { financeSettingsEndpoints } from "@switchyard/contract";
import {
  createBrand,
  deleteBrand,
  listBrands,
  readBrandLogo,
  setBrandLogo,
  updateBrand,
} from "../../finance/brands.ts";
import { createEnterprise, deleteEnterprise, listEnterprises, updateEnterprise } from "../../finance/enterprises.ts";
import { createTax, deleteTax, updateTax } from "../../finance/taxes.ts";
import type { ApiParts, Handlers } from "../call.ts";
import type { exchangeRateHandlers } from "./products.ts";

type BrandNames =
  | "listBrands"
  | "createBrand"
  | "updateBrand"
  | "deleteBrand"
  | "getBrandLogo"
  | "setBrandLogo"
  | "deleteBrandLogo";
/** Exchange rates are kept with prices, in products.ts. */
type EnterpriseNames = Exclude<
  keyof typeof financeSettingsEndpoints,
  BrandNames | keyof ReturnType<typeof exchangeRateHandlers>
>;

export function financeSettingsHandlers(parts: ApiParts): Handlers<BrandNames | EnterpriseNames> {
  return { ...enterpriseHandlers(parts), ...brandHandlers(parts) };
}

function enterpriseHandlers({ db, transact }: ApiParts): Handlers<EnterpriseNames> {
  return {
    listEnterprises: async () => ({ items: await listEnterprises(db) }),
    createEnterprise: ({ body, author }) => transact((tx) => createEnterprise(tx, author, body)),
    updateEnterprise: ({ params, body, author }) =>
      transact((tx) => updateEnterprise(tx, author, params.enterpriseId, body)),
    async deleteEnterprise({ params, author }) {
      await transact((tx) => deleteEnterprise(tx, author, params.enterpriseId));
      return undefined;
    },
    createTax: ({ params, body, author }) => transact((tx) => createTax(tx, author, params.enterpriseId, body)),
    updateTax: ({ params, body, author }) => transact((tx) => updateTax(tx, author, params, body)),
    async deleteTax({ params, author }) {
      await transact((tx) => deleteTax(tx, author, params));
      return undefined;
    },
  };
}

function brandHandlers({ db, transact }: ApiParts): Handlers<BrandNames> {
  return {
    listBrands: async () => ({ items: await listBrands(db) }),
    createBrand: ({ body, author }) => transact((tx) => createBrand(tx, author, body)),
    updateBrand: ({ params, body, author }) => transact((tx) => updateBrand(tx, author, params.brandId, body)),
    async deleteBrand({ params, author }) {
      await transact((tx) => deleteBrand(tx, author, params.brandId));
      return undefined;
    },
    async getBrandLogo({ params }) {
      const { octets, kind } = await readBrandLogo(db, params.brandId);
      return { name: `logo.${kind === "png" ? "png" : "jpg"}`, type: `image/${kind}`, octets };
    },
    setBrandLogo: ({ params, upload, author }) => transact((tx) => setBrandLogo(tx, author, params.brandId, upload)),
    deleteBrandLogo: ({ params, author }) => transact((tx) => setBrandLogo(tx, author, params.brandId, undefined)),
  };
}
