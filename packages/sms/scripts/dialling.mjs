/** Trunk prefixes and mobile lengths per country calling code, from libphonenumber's metadata. */

const trunkField = 5;
const lengthsField = 3;
const typesField = 11;
const mobileType = 1;

/** `code|trunk|lengths` for each calling code, by the plan of the first (main) country of the code. */
export function diallingData(metadata) {
  return Object.entries(metadata.country_calling_codes).map(([code, countries]) => {
    const country = metadata.countries[countries[0]];
    const lengths = country[typesField]?.[mobileType]?.[1] ?? country[lengthsField];
    return `${code}|${country[trunkField] || ""}|${lengths}`;
  });
}
