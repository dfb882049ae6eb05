/** A named group of fields in a long form, two beside each other where there is room. */
import { SimpleGrid } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./form-section.module.css";

interface FormSectionProps {
  title: string;
  children?: ReactNode;
  /** Fields that take the whole width, below the others. */
  below?: ReactNode;
}

export function FormSection({ title, children, below }: FormSectionProps) {
  return (
    <fieldset className={classes.section}>
      <legend className={classes.title}>{title}</legend>
      {children && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm" className={classes.fields ?? ""}>
          {children}
        </SimpleGrid>
      )}
      {below && <div className={classes.below}>{below}</div>}
    </fieldset>
  );
}
