/** A brand's logo as the switch has it, fetched anew after every change. */
import { Skeleton } from "@mantine/core";
import type { Brand } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../../api.ts";
import classes from "./brands.module.css";
import { dataUrlOf } from "./picture.ts";

interface StoredLogoProps {
  brand: Pick<Brand, "id" | "name">;
  size: "small" | "large";
}

export function StoredLogo({ brand: { id, name }, size }: StoredLogoProps) {
  const params = { brandId: id };
  const { data: url } = useQuery({
    queryKey: ["getBrandLogo", { params }],
    queryFn: async ({ signal }) => dataUrlOf(await api.getBrandLogo({ params }, { signal })),
  });
  if (url === undefined) return <Skeleton height={size === "small" ? 22 : 72} width={size === "small" ? 60 : 160} />;
  return <img src={url} alt={`Logo of ${name}`} className={classes.logo} data-size={size} />;
}
