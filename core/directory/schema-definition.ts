/** Schema definitions. The code stands in the lab's wire folder, because a simulated host sees that folder alone. */
export * from '../lab/wire/ldap/schema-definition.ts';
