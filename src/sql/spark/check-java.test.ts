import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { checkJava } from "./check-java.ts";

const home = mkdtempSync(join(tmpdir(), "cosmo-check-java-"));
after(() => rmSync(home, { recursive: true }));

/** As Spark's own script does: runs the Java of JAVA_HOME, else that of the path. */
const file = join(home, "bin", "spark-sql");
mkdirSync(join(home, "bin"));
writeFileSync(file, '#!/bin/sh\nexec "$JAVA_HOME/bin/java" "$@"\n');
chmodSync(file, 0o755);
const java = join(home, "bin", "java");

test("where JAVA_HOME has no Java the error says what to install, before any work", async () => {
  await assert.rejects(checkJava(home, "local[2]", { JAVA_HOME: "/nonexistent" }), {
    code: "JAVA_NOT_FOUND",
    message: /\/nonexistent\/bin\/java/,
    hint: /JAVA_HOME/,
  });
});

test("a Java that starts is enough; what another failure says is told", async () => {
  writeFileSync(java, '#!/bin/sh\n[ "$1" = --version ]\n');
  chmodSync(java, 0o755);
  await checkJava(home, "local[2]", { JAVA_HOME: home });
  writeFileSync(java, "#!/bin/sh\necho 'the end is near' >&2; exit 3\n");
  await assert.rejects(checkJava(home, "local[2]", { JAVA_HOME: home }), {
    code: "SPARK_FAILED",
    message: /the end is near/,
  });
});
