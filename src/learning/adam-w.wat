;; One step of AdamW over numbers that lie side by side, two at a time in double precision. docs/decisions/0013 says
;; why; adam-w.ts says what each parameter is, and scripts/web-assembly.ts makes adam-w.wasm of this.
(module
  (import "learning" "memory" (memory 1 65536 shared))

  ;; The first four are addresses of float32 numbers, which the step goes over until `values` reaches `end`.
  (func (export "step")
    (param $values i32) (param $gradient i32) (param $first i32) (param $second i32) (param $end i32)
    (param $clip f64) (param $kept f64) (param $size f64) (param $second_correction f64)
    (local $slope v128) (local $mean v128) (local $square v128) (local $value v128)
    (loop $next
      (if (i32.lt_u (local.get $values) (local.get $end)) (then
        ;; slope = clip × gradient
        (local.set $slope
          (f64x2.mul (f64x2.splat (local.get $clip))
            (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $gradient)))))
        ;; mean = 0.9 first + (1 - 0.9) slope
        (local.set $mean
          (f64x2.add
            (f64x2.mul (f64x2.splat (f64.const 0.9))
              (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $first))))
            (f64x2.mul (f64x2.splat (f64.sub (f64.const 1) (f64.const 0.9))) (local.get $slope))))
        ;; square = 0.999 second + (1 - 0.999) slope²
        (local.set $square
          (f64x2.add
            (f64x2.mul (f64x2.splat (f64.const 0.999))
              (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $second))))
            (f64x2.mul
              (f64x2.mul (f64x2.splat (f64.sub (f64.const 1) (f64.const 0.999))) (local.get $slope))
              (local.get $slope))))
        ;; value = kept × value - size × mean / (√square / second_correction + 1e-8)
        (local.set $value
          (f32x4.demote_f64x2_zero
            (f64x2.sub
              (f64x2.mul (f64x2.splat (local.get $kept))
                (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $values))))
              (f64x2.div
                (f64x2.mul (f64x2.splat (local.get $size)) (local.get $mean))
                (f64x2.add
                  (f64x2.div (f64x2.sqrt (local.get $square))
                    (f64x2.splat (local.get $second_correction)))
                  (f64x2.splat (f64.const 1e-8)))))))
        (local.set $mean (f32x4.demote_f64x2_zero (local.get $mean)))
        (local.set $square (f32x4.demote_f64x2_zero (local.get $square)))
        ;; Of the last one of an odd count, the neighbour stays as it is.
        (if (i32.ge_u (i32.sub (local.get $end) (local.get $values)) (i32.const 8))
          (then
            (v128.store64_lane 0 (local.get $first) (local.get $mean))
            (v128.store64_lane 0 (local.get $second) (local.get $square))
            (v128.store64_lane 0 (local.get $values) (local.get $value)))
          (else
            (v128.store32_lane 0 (local.get $first) (local.get $mean))
            (v128.store32_lane 0 (local.get $second) (local.get $square))
            (v128.store32_lane 0 (local.get $values) (local.get $value))))
        (local.set $values (i32.add (local.get $values) (i32.const 8)))
        (local.set $gradient (i32.add (local.get $gradient) (i32.const 8)))
        (local.set $first (i32.add (local.get $first) (i32.const 8)))
        (local.set $second (i32.add (local.get $second) (i32.const 8)))
        (br $next)))))

  ;; The sum of the squares of float32 numbers from one address to another; where their count is odd, of one more, which has to be 0.
  (func (export "sum_of_squares") (param $at i32) (param $end i32) (result f64)
    (local $number v128) (local $sum v128)
    (loop $next
      (if (i32.lt_u (local.get $at) (local.get $end)) (then
        (local.set $number (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $at))))
        (local.set $sum
          (f64x2.add (local.get $sum) (f64x2.mul (local.get $number) (local.get $number))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $next))))
    (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum)))))
