import { tariffStates } from "@switchyard/contract";
import { tariffLooks } from "../tones.ts";

export const tariffStateOptions = tariffStates.map((value) => ({ value, label: tariffLooks[value].word }));
