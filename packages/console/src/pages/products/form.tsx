/** Drawers of a product: a new one, or the name and comment of one. */
import { Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type Product, type ProductCreate, productCreate } from "@switchyard/contract";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useSend } from "../../api.ts";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { CurrencySelect } from "../../parts/library-selects.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { AskDelete, RouteDrawer, SaveFoot, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";
import { useProduct } from "./product/current.ts";

export function NewProduct() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/products" }), [navigate]);
  return (
    <RouteDrawer title="Create product" onClose={close}>
      <NewForm />
    </RouteDrawer>
  );
}

function NewForm() {
  const navigate = useNavigate();
  const { setDirty } = useDrawer();
  const create = useSend("createProduct");
  return (
    <ProductForm
      onSave={async (body) => {
        const product = await create.mutateAsync({ body });
        setDirty(false);
        await navigate({ to: "/products/$productId", params: { productId: String(product.id) } });
      }}
    />
  );
}

const route = getRouteApi("/signed-in/products/$productId/prices/edit");

export function EditProduct() {
  const { productId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/products/$productId", params: { productId }, search: true }),
    [navigate, productId],
  );
  const { data: product } = useProduct();
  return (
    <RouteDrawer title={`Edit ${product?.name ?? "product"}`} onClose={close}>
      {product && <EditForm product={product} />}
    </RouteDrawer>
  );
}

function EditForm({ product }: { product: Product }) {
  const { leave, setDirty } = useDrawer();
  const navigate = useNavigate();
  const update = useSend("updateProduct");
  const remove = useSend("deleteProduct");
  const params = { productId: product.id };
  return (
    <ProductForm
      product={product}
      onSave={async ({ currency: _, ...body }) => {
        await update.mutateAsync({ params, body });
        said(`${body.name} is saved.`);
        leave();
      }}
      onDelete={async () => {
        await remove.mutateAsync({ params });
        said(`${product.name} is deleted.`);
        setDirty(false);
        await navigate({ to: "/products" });
      }}
    />
  );
}

interface ProductFormProps {
  product?: Product;
  onSave: (body: ProductCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function ProductForm({ product, onSave, onDelete }: ProductFormProps) {
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: productCreate,
    initialValues: {
      name: product?.name ?? "",
      currency: product?.currency ?? "EUR",
      comment: product?.comment ?? "",
    },
    toBody: (values) => values,
    submit: onSave,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps("name")} />
        <CurrencySelect
          label="Currency"
          description={
            product
              ? "It can't be changed."
              : "Clients with this currency can have the product. It can never be changed."
          }
          withAsterisk
          disabled={product !== undefined}
          {...form.getInputProps("currency")}
        />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <SaveFoot
        action={product ? "Save" : "Create product"}
        working={working}
        start={onDelete && <AskDelete onAsk={() => setDeleting(true)} />}
      />
      {onDelete && product && (
        <ConfirmByTyping
          opened={deleting}
          onClose={() => setDeleting(false)}
          title={`Delete ${product.name}`}
          phrase={product.name}
          action="Delete product"
          onConfirm={onDelete}
        >
          <Text size="sm">The product, its prices and its routes go. No client may have it any more.</Text>
        </ConfirmByTyping>
      )}
    </form>
  );
}
