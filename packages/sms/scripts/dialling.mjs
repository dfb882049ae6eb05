/** How mobile numbers are dialled at home, per country calling code, from libphonenumber's metadata and examples. */

const trunkField = 5;
const typesField = 11;
const mobileType = 1;
const northAmerica = "1";
/** Any number of the North American plan: fixed and mobile ones look alike there. */
const northAmericanNumber = "[2-9]\\d{9}";
/** Belarus dials 80 before the number, which the metadata has as 8 and a formatting rule. */
const trunkOf = { BY: "80" };

/**
 * `code|trunk|pattern` for each calling code. The pattern of mobile numbers is given where it is needed to tell a
 * national number: the trunk prefix does not begin with 0, there is none, or mobile numbers are written without it.
 *
 * @param nationalExample `country → an example of a mobile number, digits as written inside the country`
 */
export function diallingData(metadata, nationalExample) {
  return Object.entries(metadata.country_calling_codes).map(([code, countries]) => {
    const [main] = countries;
    const trunk = trunkOf[main] ?? (metadata.countries[main][trunkField] || "");
    const isWritten = trunk.startsWith("0") && nationalExample(main).startsWith(trunk);
    const patterns = countries.map((country) => metadata.countries[country][typesField]?.[mobileType]?.[0]);
    const pattern = code === northAmerica ? northAmericanNumber : [...new Set(patterns.filter(Boolean))].join("|");
    // Alternatives come last in a line, whose fields are parted by the same sign.
    return `${code}|${trunk}|${isWritten ? "" : pattern}`;
  });
}
