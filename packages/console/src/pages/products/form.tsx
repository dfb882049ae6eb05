/** Drawers of a product: a new one, one made after another, or the name and comment of one. */
import { Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type Product, type ProductCreate, productCreate } from "@switchyard/contract";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback, useState } from "react";
import { useSend } from "../../api.ts";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { CurrencySelect } from "../../parts/library-selects.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { AskDelete, RouteDrawer, SaveFoot, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";
import { useCloseProductDrawer, useProduct } from "./product/current.ts";

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
      isStored={false}
      onSave={async (body) => {
        const product = await create.mutateAsync({ body });
        setDirty(false);
        await navigate({ to: "/products/$productId", params: { productId: String(product.id) } });
      }}
    />
  );
}

export function CopyProduct() {
  const { data: product } = useProduct();
  return (
    <RouteDrawer title={`Copy ${product?.name ?? "product"}`} onClose={useCloseProductDrawer()}>
      {product && <CopyForm product={product} />}
    </RouteDrawer>
  );
}

function CopyForm({ product }: { product: Product }) {
  const navigate = useNavigate();
  const { setDirty } = useDrawer();
  const copy = useSend("copyProduct");
  return (
    <ProductForm
      begin={{ ...product, name: `Copy of ${product.name}` }}
      isStored={false}
      onSave={async ({ currency: _, ...body }) => {
        const { id, name } = await copy.mutateAsync({ params: { productId: product.id }, body });
        setDirty(false);
        said(`${name} is created with the prices and routes of ${product.name}.`);
        await navigate({ to: "/products/$productId", params: { productId: String(id) } });
      }}
    >
      <Text size="sm">
        It begins with the prices and routes of {product.name} that have not ended, and without clients.
      </Text>
    </ProductForm>
  );
}

export function EditProduct() {
  const close = useCloseProductDrawer();
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
      begin={product}
      isStored
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
  /** What the form begins with; a currency once chosen stays. */
  begin?: Product;
  /** Whether it is a product that there is, and not a new one. */
  isStored: boolean;
  /** What stands over the fields. */
  children?: ReactNode;
  onSave: (body: ProductCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function ProductForm({ begin, isStored, children, onSave, onDelete }: ProductFormProps) {
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: productCreate,
    initialValues: {
      name: begin?.name ?? "",
      currency: begin?.currency ?? "EUR",
      comment: begin?.comment ?? "",
    },
    toBody: (values) => values,
    submit: onSave,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        {children}
        <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps("name")} />
        <CurrencySelect
          label="Currency"
          description={
            begin ? "It can't be changed." : "Clients with this currency can have the product. It can never be changed."
          }
          withAsterisk
          disabled={begin !== undefined}
          {...form.getInputProps("currency")}
        />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <SaveFoot
        action={isStored ? "Save" : "Create product"}
        working={working}
        start={onDelete && <AskDelete onAsk={() => setDeleting(true)} />}
      />
      {onDelete && begin && (
        <ConfirmByTyping
          opened={deleting}
          onClose={() => setDeleting(false)}
          title={`Delete ${begin.name}`}
          phrase={begin.name}
          action="Delete product"
          onConfirm={onDelete}
        >
          <Text size="sm">The product, its prices and its routes go. No client may have it any more.</Text>
        </ConfirmByTyping>
      )}
    </form>
  );
}
