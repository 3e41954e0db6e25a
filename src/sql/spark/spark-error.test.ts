import assert from "node:assert/strict";
import { test } from "node:test";
import { sparkError } from "./spark-error.ts";

const warning =
  "26/11/26 16:45:19 WARN NativeCodeLoader: Unable to load native-hadoop library for your platform\n";
const stack =
  "\tat org.apache.spark.sql.hive.thriftserver.SparkSQLDriver.run(SparkSQLDriver.scala:72)\n";

test("what Spark says of a failure is told in a line, and all of it is the cause", () => {
  const said = `${warning}[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012\n== SQL ==\n${stack}`;
  const { code, message, cause } = sparkError(said, "local[2]");
  assert.equal(code, "SPARK_FAILED");
  assert.equal(
    message,
    "Spark at local[2] failed: [DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012",
  );
  assert.match(String(cause), /NativeCodeLoader.*SparkSQLDriver/s);
});

test("causes that a person can mend have their own code", () => {
  const codes = {
    "java.io.IOException: No space left on device": "DISK_FULL",
    "java.lang.OutOfMemoryError: Java heap space": "MEMORY_LIMIT",
    "/opt/spark/bin/spark-class: line 71: java: command not found": "JAVA_NOT_FOUND",
    "JAVA_HOME is not set": "JAVA_NOT_FOUND",
    "/opt/spark/bin/spark-class: line 71: /nonexistent/bin/java: No such file or directory":
      "JAVA_NOT_FOUND",
    "/opt/spark/conf/a.xml: No such file or directory": "SPARK_FAILED",
    "": "SPARK_FAILED",
  };
  for (const [said, code] of Object.entries(codes)) {
    assert.equal(sparkError(`${warning}${said}\n`, "spark://a:1").code, code, said);
  }
});
