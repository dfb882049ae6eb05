/** Where a price list is dropped or chosen. */
import { Loader } from "@mantine/core";
import { IconFileSpreadsheet, IconUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { formatCount } from "../../figures.ts";
import { Note } from "../../note.tsx";
import classes from "./import.module.css";
import { isTooLarge } from "./reading.ts";

interface FileFieldProps {
  file?: File;
  /** Lines found in it. */
  lines?: number;
  working: boolean;
  onChoose: (file: File) => void;
}

export function FileField({ file, lines, working, onChoose }: FileFieldProps) {
  const [isOver, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState("");
  const choose = (chosen: File | null | undefined) => {
    if (!chosen) return;
    setTooLarge(isTooLarge(chosen) ? chosen.name : "");
    if (!isTooLarge(chosen)) onChoose(chosen);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files.item(0));
  };
  return (
    <>
      <label
        className={classes.drop}
        data-chosen={file ? true : undefined}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {file ? <IconFileSpreadsheet size={20} aria-hidden /> : <IconUpload size={20} aria-hidden />}
        <span className={classes.words}>
          <b>{file ? file.name : "Drop a price list here, or choose a file"}</b>
          <span className={classes.quiet}>
            {file
              ? lines === undefined
                ? "Not read"
                : `${formatCount(lines)} lines`
              : "CSV, TSV or XLSX, up to 20 MB"}
          </span>
        </span>
        {working && <Loader size={16} aria-label="Reading" />}
        {file && <span className="text-link">Choose another</span>}
        <input
          className={classes.input}
          type="file"
          aria-label="Price list"
          accept=".csv,.tsv,.txt,.xlsx,text/csv"
          onChange={(event) => {
            choose(event.currentTarget.files?.item(0));
            event.currentTarget.value = "";
          }}
        />
      </label>
      {tooLarge && <Note tone="bad">{tooLarge} is larger than 20 MB. Split it and import the parts.</Note>}
    </>
  );
}
