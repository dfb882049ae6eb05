/** What every table of the console can do: hide columns, and say how each is laid out. Sorting is the server's. */
import {
  type ColumnDef,
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  tableFeatures,
} from "@tanstack/react-table";

interface ColumnLayout {
  /** Figures stand on the right. */
  right?: boolean;
  /** The server can sort by this column, under this name. */
  sort?: string;
  /** The first click sorts downwards (figures, times). */
  descendingFirst?: boolean;
  /** Hidden until chosen. */
  extra?: boolean;
  /** Hidden on narrow screens. */
  wide?: boolean;
  /** Takes what width is left and cuts its text. */
  grow?: boolean;
}

export const features = tableFeatures({ columnVisibilityFeature, columnMeta: metaHelper<ColumnLayout>() });

export type Columns<Row extends object> = ColumnDef<typeof features, Row>[];

/** `columnsOf<Client>()` makes the columns of a table of clients. */
export function columnsOf<Row extends object>() {
  return createColumnHelper<typeof features, Row>();
}
