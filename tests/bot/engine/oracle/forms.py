"""Forms that exercise every type, every family of functions and every trap; played by chance against JavaRosa."""

from __future__ import annotations

FORMS: dict[str, str] = {}

FORMS["types"] = """
| settings |
| | form_title | form_id | version |
| | Types      | types   | 7.1     |
| survey |
| | type | name | label | relevant | calculation | required | readonly | default | constraint | bind::type |
| | integer | n | n | | | yes | | | . > -10 and . <= 100 | |
| | decimal | dec | dec | | | | | 2.5 | . != 3 | |
| | text | t | t | | | ${n} > 50 | | | string-length(.) < 6 | |
| | date | d | d | | | | | 2024-02-29 | . <= date('2030-12-31') | |
| | dateTime | dt | dt | | | | | | . > ${d} | |
| | time | tm | tm | ${n} != 5 | | | | | | |
| | select_one yn | one | one | ${n} > 0 | | | | | | |
| | select_multiple c | many | many | selected(${one}, 'yes') or ${n} > 60 | | | | a | count-selected(.) < 3 | |
| | acknowledge | ack | ack | ${dec} > 2 | | | | | | |
| | geopoint | gp | gp | | | | | | | |
| | range | rg | rg | | | | | | | |
| | image | im | im | ${many} = '' | | | | | | |
| | note | nt | nt ${n} | ${n} > 3 | | | | | | |
| | hidden | hd | | | | | | 11 | | |
| | calculate | c1 | | | true() | | | | | |
| | calculate | c2 | | | ${n} + 0.5 | | | | | |
| | calculate | c3 | | | ${n} + 0.7 | | | | | int |
| | calculate | c4 | | | ${d} + 1 | | | | | |
| | calculate | c5 | | | date(${d} + 1) | | | | | |
| | calculate | c6 | | | ${d} + 1 | | | | | date |
| | calculate | c7 | | | ${t} | | | | | int |
| | calculate | c8 | | | ${n} > 2 | | | | | boolean |
| | calculate | c9 | | ${n} > 2 | ${n} * 2 | | | | | |
| | calculate | c10 | | | ${c9} + 1 | | | | | |
| | calculate | c11 | | | ${n} div 0 | | | | | |
| | calculate | c12 | | | if(${n} > 3, 'x', '') | | | | | |
| | calculate | c13 | | | concat('[', ${one}, ${many}, ${hd}, ${c9}, ']') | | | | | |
| | calculate | c14 | | | coalesce(${t}, ${c12}) | | | | | |
| | calculate | c15 | | | once(${n}) | | | | | |
| | calculate | c16 | | | jr:choice-name(${one}, '${one}') | | | | | |
| | calculate | c17 | | | selected-at(${many}, 1) | | | | | |
| | calculate | c18 | | | format-date(${d}, '%e/%n/%Y %a %b') | | | | | |
| | calculate | c19 | | | ${c5} > ${d} | | | | | |
| | calculate | c20 | | | decimal-time(${tm}) > 0.5 | | | | | |
| | calculate | c21 | | | round(${dec} * 3, 1) | | | | | |
| | calculate | c22 | | | version() | | | | | |
| | integer | ed | ed | | ${n} * 3 | | | | | |
| | integer | ro | ro | | ${n} * 4 | | yes | | | |
| | text | lock | lock | | | | ${n} > 20 | | regex(., '[a-z]+') | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
| | c | a | A |
| | c | b | B |
| | c | c | C |
"""

FORMS["skips"] = """
| survey |
| | type | name | label | relevant | calculation | required | default | constraint |
| | select_one yn | any | any | | | yes | | |
| | begin group | g | g | ${any} = 'yes' | | | | |
| | integer | a | a | | | yes | 3 | . >= 0 |
| | integer | b | b | ${a} > 1 | | | | . >= ${a} |
| | begin group | deep | deep | ${b} > ${a} | | | | |
| | text | x | x | | | ${a} > 3 | dflt | |
| | calculate | xx | | | concat(${x}, '!') | | | |
| | text | y | y | not(${x}) | | | | |
| | end group | | | | | | | |
| | calculate | gsum | | | ${a} + coalesce(${b}, 0) | | | |
| | end group | | | | | | | |
| | text | why | why | ${any} = 'no' | | yes | | |
| | integer | last | last | ${gsum} > 5 or string-length(${why}) > 2 | | | | . < 10 + count-non-empty(${x}) |
| | calculate | all | | | concat('[', ${a}, '|', ${b}, '|', ${x}, '|', ${xx}, '|', ${why}, ']') | | | |
| | calculate | blank | | | if(${b}, 'b', 'no b') | | | |
| | calculate | cmp | | | ${b} = 0 or ${b} > 0 or ${b} < 1 | | | |
| | note | done | done | ${last} != '' | | | | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
""".replace("'|'", "'/'")

FORMS["rows"] = """
| survey |
| | type | name | label | relevant | calculation | required | default | constraint | repeat_count |
| | integer | n | n | | | | 2 | . >= 0 and . < 5 | |
| | begin repeat | r | r | ${n} > 0 | | | | | |
| | text | name | name | | | ${n} > 2 | | | |
| | integer | x | x | | | | 7 | . != 13 and . >= 0 | |
| | integer | late | late | ${x} > ${n} | | | | . > ${x} | |
| | text | from_n | from_n | | | | ${n} + 1 | | |
| | calculate | xx | | | ${x} * 2 | | | | |
| | calculate | pos | | | position(..) | | | | |
| | calculate | beside | | | count(../../r) | | | | |
| | calculate | mine | | | 0 + sum(/data/r/x) | | | | |
| | end repeat | | | | | | | | |
| | calculate | total | | | sum(${x}) | | | | |
| | calculate | most | | | max(${x}) | | | | |
| | calculate | least | | | min(${x}) | | | | |
| | calculate | many | | | count(${r}) | | | | |
| | calculate | big | | | count(${r}[./x > 5]) | | | | |
| | calculate | names | | | join(', ', ${name}) | | | | |
| | calculate | filled | | | count-non-empty(${late}) | | | | |
| | calculate | second | | | indexed-repeat(${name}, ${r}, 2) | | | | |
| | text | after | after | ${total} > 10 | | | | | |
""".replace("${r}[./x > 5]", "/data/r[x > 5]")

FORMS["counted"] = """
| survey |
| | type | name | label | relevant | calculation | required | default | constraint | repeat_count |
| | integer | grow | grow | | | | 1 | | |
| | begin repeat | c | c | | | | | | ${grow} |
| | integer | z | z | | | | 4 | | |
| | calculate | place | | | position(..) * 10 + ${z} | | | | |
| | begin repeat | inner | inner | ${z} > 3 | | | | | |
| | integer | w | w | | | | | . < 50 | |
| | calculate | sum_z | | | ${z} + ${w} | | | | |
| | calculate | at | | | concat(position(../..), '.', position(..)) | | | | |
| | end repeat | | | | | | | | |
| | calculate | in_sum | | | sum(${w}) | | | | |
| | end repeat | | | | | | | | |
| | calculate | z_sum | | | sum(${z}) | | | | |
| | calculate | w_sum | | | sum(${w}) | | | | |
| | calculate | c_count | | | count(${c}) | | | | |
"""

FORMS["lists"] = """
| settings |
| | form_title | form_id | default_language |
| | Lists      | lists   | English |
| survey |
| | type | name | label::English | label::Thai | relevant | calculation | choice_filter | default | constraint |
| | select_one province | p | province | จังหวัด | | | | | |
| | select_one district | d | district | อำเภอ | ${p} != '' | | province = ${p} | | |
| | select_multiple unit | u | unit | หน่วยงาน | ${d} | | district=${d} and size>${least} | | count-selected(.) <= 2 |
| | integer | least | least | อย่างน้อย | | | | 0 | |
| | select_one unit | fav | favourite | ชอบ | | | | | |
| | calculate | p_name | | | | jr:choice-name(${p}, '${p}') | | | |
| | calculate | size | | | | instance('unit')/root/item[name = ${fav}]/size | | | |
| | calculate | bigger | | | | count(instance('unit')/root/item[size > ${least}]) | | | |
| | calculate | nearby | | | | instance('unit')/root/item[district = /data/d and size = 3]/name | | | |
| | begin repeat | r | r | แถว | | | | | |
| | select_one district | rd | rd | อำเภอ | | | province = ${p} | | |
| | select_one unit | ru | ru | หน่วยงาน | ${rd} != '' | | district = ${rd} | | |
| | end repeat | | | | | | | | |
| choices |
| | list_name | name | label::English | label::Thai | province | district | size |
| | province | p1 | One | หนึ่ง | | | |
| | province | p2 | Two | สอง | | | |
| | district | d1 | D One | อ หนึ่ง | p1 | | |
| | district | d2 | D Two | อ สอง | p1 | | |
| | district | d3 | D Three | อ สาม | p2 | | |
| | unit | u1 | U1 | ห๑ | | d1 | 1 |
| | unit | u2 | U2 | ห๒ | | d1 | 3 |
| | unit | u3 | U3 | ห๓ | | d2 | 5 |
| | unit | u4 | U4 | ห๔ | | d3 | 3 |
| | unit | u5 | U5 | ห๕ | | d3 | 8 |
"""

FORMS["triggers"] = """
| survey |
| | type | name | label | relevant | calculation | trigger | default | readonly |
| | integer | a | a | | | | | |
| | integer | b | b | | | | ${a} + 1 | |
| | text | copied | copied | | concat('a was ', ${a}) | ${a} | | |
| | calculate | stamped | | | concat(${b}, '/', ${a}) | ${b} | | |
| | date | when | when | | | | date(date('2026-01-31') + 1) | |
| | text | words | words | ${copied} != '' | | | concat('x', 1 + 1) | |
| | integer | twice | twice | | ${b} * 2 | ${b} | | yes |
| | begin repeat | r | r | | | | | |
| | integer | q | q | | | | ${a} | |
| | text | stamp | stamp | | concat('q', ${q}) | ${q} | | |
| | end repeat | | | | | | | |
"""

FORMS["chance"] = """
| survey |
| | type | name | label | parameters | choice_filter |
| | integer | n | n | | |
| | text | t | t | | |
| | select_one l | fixed | fixed | randomize=true, seed=42 | |
| | select_one l | by_n | by_n | randomize=true, seed=${n} | |
| | select_multiple l | many | many | randomize=true, seed=${n} | |
| | select_one l | some | some | randomize=true, seed=7 | part = 'x' or part = ${t} |
| choices |
| | list_name | name | label | part |
| | l | c1 | C1 | x |
| | l | c2 | C2 | x |
| | l | c3 | C3 | y |
| | l | c4 | C4 | a |
| | l | c5 | C5 | abc |
| | l | c6 | C6 | x |
"""
