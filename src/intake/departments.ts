import { plainName } from "./plain-name.ts";

/** The departments that products are counted by, each with other names that catalogues give it. */
const departments: Readonly<Record<string, readonly string[]>> = {
  "Clothing Shoes & Jewelry": ["Clothing", "Shoes", "Jewelry", "Fashion", "Apparel"],
  "Sports & Outdoors": ["Sports"],
  "Home & Kitchen": ["Home", "Kitchen", "Small Appliance Parts & Accessories", "Appliances"],
  "Patio Lawn & Garden": ["Garden", "Garden & Outdoor"],
  "Tools & Home Improvement": ["Tools"],
  "Musical Instruments": [],
  "Industrial & Scientific": [],
  Automotive: [],
  Electronics: ["Electronic", "Cell Phones & Accessories", "Computers"],
  "Baby Products": ["Baby"],
  "Arts Crafts & Sewing": [],
  "Health & Household": [
    "Health & Personal Care",
    "Beauty & Personal Care",
    "Beauty",
    "All Beauty",
    "Health",
  ],
  "Toys & Games": ["Toys"],
  "Video Games": [],
  "Grocery & Gourmet Food": ["Grocery", "Food"],
  "Office Products": ["Office"],
  "Pet Supplies": ["Pets"],
  Others: [],
};

const departmentOfPlainName: ReadonlyMap<string, string> = new Map(
  Object.entries(departments).flatMap(([department, others]) =>
    [department, ...others].map((name) => [plainName(name), department] as const),
  ),
);

export const unknownDepartment = "Others";

/** The department that a category or a shop's own department name stands for, if it is a known one. */
export const departmentOf = (name: string): string | undefined =>
  departmentOfPlainName.get(plainName(name));
